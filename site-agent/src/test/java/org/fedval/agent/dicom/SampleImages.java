package org.fedval.agent.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Small images for tests, and the way to the shared test data. */
public final class SampleImages {
  static final List<TransferSyntax> NATIVE =
      List.of(
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);

  private SampleImages() {}

  /** Two rows of three 12-bit samples, with all attributes that an image needs. */
  public static DataSetBuilder image(String uid) {
    return DataSet.builder()
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
        .text(Tag.SOP_INSTANCE_UID, uid)
        .text(Tag.MODALITY, "DX")
        .text(Tag.PATIENT_ID, "P-1")
        .integer(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .integer(Tag.ROWS, 2)
        .integer(Tag.COLUMNS, 3)
        .integer(Tag.BITS_ALLOCATED, 16)
        .integer(Tag.BITS_STORED, 12)
        .integer(Tag.HIGH_BIT, 11)
        .integer(Tag.PIXEL_REPRESENTATION, 0)
        .pixels16(new short[] {0, 1, 255, 256, 2048, 4095});
  }

  public static byte[] bytes(TransferSyntax syntax, DataSet dataSet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Part10Writer.write(out, syntax, dataSet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] bytes(DataSet dataSet) {
    return bytes(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
  }

  static Part10Object reread(TransferSyntax syntax, DataSet dataSet) throws DicomFault {
    return new Part10Reader(ReaderLimits.STANDARD).read(bytes(syntax, dataSet));
  }

  static GrayscaleImage decoded(DataSet dataSet) throws DicomFault {
    return PixelDecoder.standard()
        .decode(reread(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet));
  }

  static int[] samples(GrayscaleImage image) {
    int[] samples = new int[image.rows() * image.columns()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = image.sample(i / image.columns(), i % image.columns());
    }
    return samples;
  }

  /** A folder of the shared test data; the test is skipped where there is none. */
  public static Path shared(String folder) {
    Path shared =
        Path.of(System.getProperty("fedval.top", ".."))
            .toAbsolutePath()
            .resolve("../shared/data")
            .resolve(folder)
            .normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(shared), "The shared test data is not beside the project.");
    return shared;
  }
}
