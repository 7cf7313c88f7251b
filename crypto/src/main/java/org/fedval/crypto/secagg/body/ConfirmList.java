package org.fedval.crypto.secagg.body;

import java.util.List;
import java.util.Optional;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/** The 16-byte key confirmation tags of a site with every peer in U2, ascending by peer. */
public record ConfirmList(List<Tag> tags) {
  private static final int TAG_BYTES = 16;

  public ConfirmList {
    tags = Canonical.set(tags, Canonical.MAX_SITES, Tag::peer);
  }

  /** The tag with one peer. */
  public record Tag(int peer, Octets value) {
    public Tag {
      Canonical.index(peer);
      value.requireSize(TAG_BYTES, "A confirmation tag");
    }
  }

  /** The tag with {@code peer}, if there is one. */
  public Optional<Octets> tag(int peer) {
    int at = Canonical.find(tags, Tag::peer, peer);
    return at < 0 ? Optional.empty() : Optional.of(tags.get(at).value());
  }

  /** {@code H(L("confirm-list") || list)}, which the manifest carries. */
  public Sha256Digest hash() {
    return FvcWriter.labelled("confirm-list").raw(encode()).hash();
  }

  /** The list, which carries no label. */
  public byte[] encode() {
    FvcWriter out = new FvcWriter();
    return out.list(tags, tag -> out.u16(tag.peer()).raw(tag.value())).toByteArray();
  }

  /** Reads a list. */
  public static ConfirmList decode(byte[] list) {
    FvcReader in = FvcReader.unlabelled(list);
    ConfirmList decoded =
        new ConfirmList(
            in.list(
                Canonical.MAX_SITES,
                Canonical.INDEX_BYTES + TAG_BYTES,
                () -> new Tag(in.u16(), in.octets(TAG_BYTES))));
    in.end();
    return decoded;
  }
}
