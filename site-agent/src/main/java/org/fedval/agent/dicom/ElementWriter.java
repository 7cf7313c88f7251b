package org.fedval.agent.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Encodes elements in one native transfer syntax (PS3.5 section 7.1); lengths are explicit. */
final class ElementWriter {
  private final OutputStream out;
  private final TransferSyntax syntax;

  ElementWriter(OutputStream out, TransferSyntax syntax) {
    this.out = out;
    this.syntax = syntax;
  }

  void writeAll(DataSet dataSet) throws IOException {
    for (Map.Entry<Tag, Element> element : dataSet.elements().entrySet()) {
      write(element);
    }
  }

  void write(Map.Entry<Tag, Element> entry) throws IOException {
    Element element = entry.getValue();
    if (element instanceof Element.Bytes value) {
      header(entry.getKey(), value.vr(), value.bytes().length);
      out.write(syntax.bigEndian() ? ByteOrders.swapped(value.bytes(), value.vr()) : value.bytes());
    } else if (element instanceof Element.Sequence sequence) {
      byte[] items = encode(sequence.items());
      header(entry.getKey(), Vr.SQ, items.length);
      out.write(items);
    } else {
      throw new IllegalArgumentException("Pixel data that was read is not written again.");
    }
  }

  private byte[] encode(List<DataSet> items) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ElementWriter itemHeaders = new ElementWriter(all, syntax);
    for (DataSet item : items) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      new ElementWriter(body, syntax).writeAll(item);
      itemHeaders.tag(Tag.ITEM);
      itemHeaders.int32(body.size());
      body.writeTo(all);
    }
    return all.toByteArray();
  }

  private void header(Tag tag, Vr vr, int length) throws IOException {
    tag(tag);
    if (!syntax.explicitVr()) {
      int32(length);
      return;
    }
    out.write(vr.name().charAt(0));
    out.write(vr.name().charAt(1));
    if (vr.longHeader()) {
      int16(0);
      int32(length);
    } else if (length <= 0xFFFF) {
      int16(length);
    } else {
      throw new IllegalArgumentException("The value of attribute " + tag + " is too long.");
    }
  }

  private void tag(Tag tag) throws IOException {
    int16(tag.group());
    int16(tag.element());
  }

  private void int16(int value) throws IOException {
    boolean big = syntax.bigEndian();
    out.write(big ? value >> 8 : value);
    out.write(big ? value : value >> 8);
  }

  private void int32(int value) throws IOException {
    boolean big = syntax.bigEndian();
    int16(big ? value >>> 16 : value & 0xFFFF);
    int16(big ? value & 0xFFFF : value >>> 16);
  }
}
