package org.fedval.agent.dicom;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A modality lookup table (PS3.3 section C.11.1.1): stored values below its first and above its
 * last entry take that entry.
 */
final class ModalityLut {
  private final int first;
  private final int bits;
  private final short[] entries;

  private ModalityLut(int first, int bits, short[] entries) {
    this.first = first;
    this.bits = bits;
    this.entries = entries;
  }

  /** The table of an image; null when it has none. */
  static @Nullable ModalityLut of(DataSet dataSet, boolean signed) throws DicomFault {
    List<DataSet> items = dataSet.items(Tag.MODALITY_LUT_SEQUENCE);
    if (items.isEmpty()) {
      return null;
    }
    DataSet item = items.get(0);
    int[] descriptor = item.words(Tag.LUT_DESCRIPTOR);
    if (descriptor.length != 3 || descriptor[2] < 8 || descriptor[2] > 16) {
      throw wrong(Tag.LUT_DESCRIPTOR);
    }
    int length = (descriptor[0] & 0xFFFF) == 0 ? 1 << 16 : descriptor[0] & 0xFFFF;
    int first = signed ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
    return new ModalityLut(first, descriptor[2], entries(item, length));
  }

  /** Entries of one word each, or of one byte where there are only so many. */
  private static short[] entries(DataSet item, int length) throws DicomFault {
    if (!(item.element(Tag.LUT_DATA).orElse(null) instanceof Element.Bytes data)) {
      throw wrong(Tag.LUT_DATA);
    }
    byte[] bytes = data.bytes();
    if (bytes.length >= 2 * length) {
      return Arrays.copyOf(Cells.of(bytes, 2).shorts(), length);
    }
    if (bytes.length != length + length % 2) {
      throw wrong(Tag.LUT_DATA);
    }
    return Arrays.copyOf(Cells.of(bytes, 1).shorts(), length);
  }

  /** Bits of an entry, 8 to 16; entries are unsigned. */
  int bits() {
    return bits;
  }

  /** Replaces stored values by their entries, in place. */
  void apply(short[] stored, boolean signed) {
    int last = entries.length - 1;
    for (int i = 0; i < stored.length; i++) {
      int value = signed ? stored[i] : stored[i] & 0xFFFF;
      stored[i] = entries[Math.max(0, Math.min(last, value - first))];
    }
  }

  private static DicomFault wrong(Tag tag) {
    return DicomFault.pixels("The modality lookup table is damaged.").at(tag);
  }
}
