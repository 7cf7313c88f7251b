package org.fedval.agent.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Part 10 files with encapsulated pixel data, which the product itself does not write. */
final class CodedFiles {
  private CodedFiles() {}

  /** A file of these fragments; the data set's own pixel data is left out. */
  static byte[] file(String uid, DataSet dataSet, byte[] offsetTable, byte[]... fragments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      out.write(new byte[128]);
      out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
      ElementWriter writer = new ElementWriter(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      writer.writeAll(DataSet.builder().text(Tag.TRANSFER_SYNTAX_UID, uid).build());
      for (Map.Entry<Tag, Element> element : dataSet.elements().entrySet()) {
        if (!element.getKey().equals(Tag.PIXEL_DATA)) {
          writer.write(element);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.writeBytes(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, -1, -1, -1, -1});
    item(out, offsetTable);
    for (byte[] fragment : fragments) {
      item(out, fragment);
    }
    out.writeBytes(new byte[] {-2, -1, (byte) 0xDD, (byte) 0xE0, 0, 0, 0, 0});
    return out.toByteArray();
  }

  static byte[] offsets(int... offsets) {
    ByteBuffer table = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset : offsets) {
      table.putInt(offset);
    }
    return table.array();
  }

  /** One RLE frame whose segments are these planes, most significant first, as literal runs. */
  static byte[] rle(byte[]... planes) {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(planes.length);
    List<byte[]> segments = new ArrayList<>();
    int at = 64;
    for (byte[] plane : planes) {
      header.putInt(at);
      byte[] segment = literal(plane);
      segments.add(segment);
      at += segment.length;
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(header.array());
    segments.forEach(frame::writeBytes);
    return frame.toByteArray();
  }

  private static byte[] literal(byte[] plane) {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (int start = 0; start < plane.length; start += 128) {
      int length = Math.min(128, plane.length - start);
      segment.write(length - 1);
      segment.write(plane, start, length);
    }
    if (segment.size() % 2 != 0) {
      segment.write(0);
    }
    return segment.toByteArray();
  }

  private static void item(ByteArrayOutputStream out, byte[] value) {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(value.length);
    out.writeBytes(header.array());
    out.writeBytes(value);
  }
}
