package org.fedval.agent.dicom;

import java.util.List;

/** One data element. Binary values are little endian whatever the file's byte order was. */
public sealed interface Element {
  Vr vr();

  /**
   * A value of bytes, even length. Immutable by convention: pixel data is too large to copy.
   *
   * @param bytes little endian in words of {@link Vr#wordBytes()}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(Vr vr, byte[] bytes) implements Element {
    @Override
    public String toString() {
      return vr + " of " + bytes.length + " bytes";
    }
  }

  /** A sequence of items. */
  record Sequence(List<DataSet> items) implements Element {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Vr vr() {
      return Vr.SQ;
    }
  }

  /** Pixel data that was left where it lies, to be read frame by frame. */
  final class Pixels implements Element {
    private final Vr vr;
    private final PixelData data;

    Pixels(Vr vr, PixelData data) {
      this.vr = vr;
      this.data = data;
    }

    @Override
    public Vr vr() {
      return vr;
    }

    PixelData data() {
      return data;
    }

    @Override
    public String toString() {
      return vr + " in place";
    }
  }
}
