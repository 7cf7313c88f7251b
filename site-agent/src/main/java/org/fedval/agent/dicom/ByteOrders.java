package org.fedval.agent.dicom;

/** Reverses the words of a value between little and big endian (PS3.5 section 7.3). */
final class ByteOrders {
  private ByteOrders() {}

  /**
   * A swapped copy; the value itself when its VR has no words. A rest shorter than a word stays.
   */
  static byte[] swapped(byte[] value, Vr vr) {
    return swapped(value, vr.wordBytes());
  }

  /** As {@link #swapped(byte[], Vr)}, for words of 1, 2, 4 or 8 bytes. */
  static byte[] swapped(byte[] value, int word) {
    if (word == 1) {
      return value;
    }
    byte[] swapped = value.clone();
    for (int start = 0; start + word <= value.length; start += word) {
      for (int i = 0; i < word; i++) {
        swapped[start + i] = value[start + word - 1 - i];
      }
    }
    return swapped;
  }
}
