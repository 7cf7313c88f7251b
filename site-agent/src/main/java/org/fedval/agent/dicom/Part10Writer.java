package org.fedval.agent.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a data set as a Part 10 file (PS3.10 section 7) in one of the four native transfer
 * syntaxes. The bytes are a function of the data set and the syntax. The stream is left open.
 */
public final class Part10Writer {
  /** UUID 4f26236f-18d8-49d9-8c16-696821ad349c as a UID (PS3.5 annex B.2). */
  static final String IMPLEMENTATION_CLASS = "2.25.105207037633983961259631354200795722908";

  static final String IMPLEMENTATION_VERSION = "FEDVAL_0_1";

  private Part10Writer() {}

  /**
   * Writes preamble, file meta information and the data set.
   *
   * @throws IllegalArgumentException when the syntax is a compressed one, or the data set lacks SOP
   *     Class UID or SOP Instance UID
   */
  public static void write(OutputStream out, TransferSyntax syntax, DataSet dataSet)
      throws IOException {
    if (syntax.encapsulated()) {
      throw new IllegalArgumentException("The writer does not compress: " + syntax.title() + ".");
    }
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    writeMeta(out, syntax, dataSet);
    if (!syntax.deflated()) {
      new ElementWriter(out, syntax).writeAll(dataSet);
      return;
    }
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(out, raw);
      new ElementWriter(deflated, syntax).writeAll(dataSet);
      deflated.finish();
      if (raw.getBytesWritten() % 2 != 0) {
        out.write(0);
      }
    } finally {
      raw.end();
    }
  }

  private static void writeMeta(OutputStream out, TransferSyntax syntax, DataSet dataSet)
      throws IOException {
    DataSet meta =
        DataSet.builder()
            .bytes(Tag.FILE_META_VERSION, Vr.OB, new byte[] {0, 1})
            .text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, required(dataSet, Tag.SOP_CLASS_UID))
            .text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, required(dataSet, Tag.SOP_INSTANCE_UID))
            .text(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
            .text(Tag.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_CLASS)
            .text(Tag.IMPLEMENTATION_VERSION_NAME, IMPLEMENTATION_VERSION)
            .build();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new ElementWriter(body, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).writeAll(meta);
    ElementWriter writer = new ElementWriter(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    int length = body.size();
    byte[] lengthBytes = {
      (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
    };
    writer.write(Map.entry(Tag.FILE_META_GROUP_LENGTH, new Element.Bytes(Vr.UL, lengthBytes)));
    body.writeTo(out);
  }

  private static String required(DataSet dataSet, Tag tag) {
    return dataSet
        .text(tag)
        .orElseThrow(() -> new IllegalArgumentException("A file needs attribute " + tag + "."));
  }
}
