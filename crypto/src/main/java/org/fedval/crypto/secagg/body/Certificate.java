package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;

/** The signatures of equal votes; everybody can rebuild each {@link Vote} from the fields. */
public record Certificate(
    VoteKind kind,
    Sha256Digest sid,
    Sha256Digest h1,
    Sha256Digest h2,
    Sha256Digest h3,
    List<Ballot> ballots) {

  public Certificate {
    Vote.requireZeroOnAbort(kind, h2, h3);
    ballots = Canonical.set(ballots, Canonical.MAX_SITES, Ballot::index);
  }

  /** One voter's signature over its vote. */
  public record Ballot(int index, Octets signature) {
    public Ballot {
      Canonical.index(index);
      signature.requireSize(Canonical.SIGNATURE_BYTES, "A signature");
    }
  }

  /** Whether {@code key} signed the vote that {@code ballot} stands for. */
  public boolean verifies(Ballot ballot, VerifyingKey key) {
    byte[] vote = new Vote(sid, h1, h2, h3, ballot.index(), kind).encode();
    return key.verifies(SigInput.of(Vote.TYPE, sid, ballot.index(), vote), ballot.signature());
  }

  /** The body, labelled CommitCert or AbortCert. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(kind.certificateType());
    out.digest(sid).digest(h1).digest(h2).digest(h3);
    return out.list(ballots, b -> out.u16(b.index()).raw(b.signature())).toByteArray();
  }

  /** Reads a body of the given kind. */
  public static Certificate decode(VoteKind kind, byte[] body) {
    FvcReader in = FvcReader.open(body, kind.certificateType());
    Certificate certificate =
        new Certificate(
            kind,
            in.digest(),
            in.digest(),
            in.digest(),
            in.digest(),
            in.list(
                Canonical.MAX_SITES,
                Canonical.INDEX_BYTES + Canonical.SIGNATURE_BYTES,
                () -> new Ballot(in.u16(), in.octets(Canonical.SIGNATURE_BYTES))));
    in.end();
    return certificate;
  }
}
