package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** The layout hash of a proposal: slot, layout and every table that was published for the slot. */
public final class SlotLayout {
  private SlotLayout() {}

  /** {@code H(L("SlotLayout") || vec(slot) || H(layout) || H(published))}. */
  public static Sha256Digest hash(String slot, Layout layout, byte[] published) {
    return hash(slot, layout.hash(), Sha256Digest.hash(published));
  }

  /** The same from the hashes of layout and tables. */
  public static Sha256Digest hash(String slot, Sha256Digest layout, Sha256Digest published) {
    return FvcWriter.labelled("SlotLayout").text(slot).digest(layout).digest(published).hash();
  }
}
