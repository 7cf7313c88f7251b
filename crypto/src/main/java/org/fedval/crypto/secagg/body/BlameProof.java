package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Everything that shows a dealer's signed shares to contradict its signed keys: {@code
 * vec(proposal), dealer u16, vec(Advertise), sig, vec(ShareKeys), sig, lst(U1: i u16,
 * H(Advertise_i) b32), position u16, lst(holder u16, vec(row), lst(cell b32))}. A cell is the
 * opened share at {@code position} and a leaf hash elsewhere.
 */
public record BlameProof(
    Octets proposal,
    int dealer,
    SignedBody advertise,
    SignedBody shareKeys,
    List<Entrant> advertised,
    int position,
    List<OpenedRow> rows) {
  public static final String TYPE = "BlameProof";

  private static final int MAX_PROPOSAL_BYTES = 64 * 1024;
  private static final int MAX_BODY_BYTES = 192 * 1024;
  private static final int MAX_ROW_BYTES = 160 * 1024;

  public BlameProof {
    Canonical.index(dealer);
    Canonical.require(
        proposal.size() <= MAX_PROPOSAL_BYTES
            && advertise.body().length <= MAX_BODY_BYTES
            && shareKeys.body().length <= MAX_BODY_BYTES,
        "A body in a blame proof is larger than its limit.");
    Canonical.require(
        position >= 0 && position <= Canonical.MAX_UNITS, "A share position is out of range.");
    advertised = Canonical.set(advertised, Canonical.MAX_SITES, Entrant::index);
    rows = Canonical.set(rows, Canonical.MAX_SITES, OpenedRow::holder);
  }

  /** A site of U1 by the hash of what it advertised. */
  public record Entrant(int index, Sha256Digest advertiseHash) {
    public Entrant {
      Canonical.index(index);
    }
  }

  /** The dealer's row for one holder and its cells with one share opened. */
  public record OpenedRow(int holder, ShareRow row, List<Octets> cells) {
    public OpenedRow {
      Canonical.index(holder);
      Canonical.require(cells.size() <= Canonical.MAX_UNITS + 1, "A row has too many cells.");
      cells.forEach(cell -> cell.requireSize(32, "A cell"));
      cells = List.copyOf(cells);
    }
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).vec(proposal.toByteArray()).u16(dealer);
    write(out, advertise);
    write(out, shareKeys);
    out.list(advertised, e -> out.u16(e.index()).digest(e.advertiseHash())).u16(position);
    return out.list(
            rows,
            r -> out.u16(r.holder()).vec(r.row().encode()).list(r.cells(), cell -> out.raw(cell)))
        .toByteArray();
  }

  /** Reads a body. */
  public static BlameProof decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    BlameProof proof =
        new BlameProof(
            Octets.of(in.vec(MAX_PROPOSAL_BYTES)),
            in.u16(),
            signed(in),
            signed(in),
            in.list(Canonical.MAX_SITES, 34, () -> new Entrant(in.u16(), in.digest())),
            in.u16(),
            in.list(
                Canonical.MAX_SITES,
                10,
                () ->
                    new OpenedRow(
                        in.u16(),
                        ShareRow.decode(in.vec(MAX_ROW_BYTES)),
                        in.list(Canonical.MAX_UNITS + 1, 32, () -> in.octets(32)))));
    in.end();
    return proof;
  }

  private static void write(FvcWriter out, SignedBody signed) {
    out.vec(signed.body()).raw(signed.signatureOctets());
  }

  private static SignedBody signed(FvcReader in) {
    byte[] body = in.vec(MAX_BODY_BYTES);
    return SignedBody.of(body, in.octets(Canonical.SIGNATURE_BYTES));
  }
}
