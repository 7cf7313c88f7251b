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

  /**
   * Encapsulated pixel data (PS3.5 annex A.4).
   *
   * @param offsetTable the Basic Offset Table's bytes, may be empty
   * @param fragments in file order
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fragments(Vr vr, byte[] offsetTable, List<byte[]> fragments) implements Element {
    public Fragments {
      fragments = List.copyOf(fragments);
    }

    @Override
    public String toString() {
      return vr + " of " + fragments.size() + " fragments";
    }
  }
}
