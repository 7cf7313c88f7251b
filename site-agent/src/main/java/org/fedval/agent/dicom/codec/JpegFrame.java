package org.fedval.agent.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame header of T.81 B.2.2, which JPEG-LS shares (T.87 C.2.2).
 *
 * @param precision bits of a sample, 2 to 16
 * @param rows as the frame shape says
 * @param columns as the frame shape says
 * @param components 1 or 3, with distinct identifiers
 */
record JpegFrame(int precision, int rows, int columns, List<Component> components) {
  /**
   * One component.
   *
   * @param horizontal sampling factor, 1 to 4
   * @param vertical sampling factor, 1 to 4
   * @param quantization the place of its quantization table, 0 to 3
   */
  record Component(int id, int horizontal, int vertical, int quantization) {}

  /** Reads a header and refuses one that does not describe this shape. */
  static JpegFrame read(Codestream header, FrameShape shape) throws CodecException {
    int precision = header.u8();
    int rows = header.u16();
    int columns = header.u16();
    int count = header.u8();
    if (rows != shape.rows() || columns != shape.columns()) {
      throw new CodecException("The codestream's size is not that of the image attributes.");
    }
    if (count != shape.samplesPerPixel()) {
      throw new CodecException("The codestream has not the components that the attributes say.");
    }
    if (precision < 2 || precision > shape.bitsAllocated()) {
      throw new CodecException("The codestream's precision does not fit the bits allocated.");
    }
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = header.u8();
      int factors = header.u8();
      Component component = new Component(id, factors >> 4, factors & 15, header.u8());
      if (component.horizontal < 1
          || component.horizontal > 4
          || component.vertical < 1
          || component.vertical > 4
          || component.quantization > 3
          || components.stream().anyMatch(other -> other.id == id)) {
        throw new CodecException("A component of the codestream's header is not valid.");
      }
      components.add(component);
    }
    return new JpegFrame(precision, rows, columns, List.copyOf(components));
  }

  boolean subsampled() {
    return components.stream()
        .anyMatch(
            component ->
                component.horizontal != components.get(0).horizontal
                    || component.vertical != components.get(0).vertical);
  }

  int mostHorizontal() {
    return components.stream().mapToInt(Component::horizontal).max().orElse(1);
  }

  int mostVertical() {
    return components.stream().mapToInt(Component::vertical).max().orElse(1);
  }
}
