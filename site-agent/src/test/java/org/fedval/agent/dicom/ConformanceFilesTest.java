package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The public conformance files against independent decoders. */
class ConformanceFilesTest {
  private static final int NATIVE_GRAYSCALE_FRAMES = 16;

  /** Decoded elsewhere, refused here: 1-bit, 32-bit and float samples and modality LUTs. */
  private static boolean outsideThisReader(JsonNode expected) {
    String dtype = expected.path("pixel").path("dtype").asText();
    return expected.path("has_modality_lut_sequence").asBoolean()
        || expected.path("attributes").path("BitsAllocated").asInt() == 1
        || !(dtype.endsWith("1") || dtype.endsWith("2"));
  }

  private static boolean singleFrame(JsonNode expected) {
    return expected.path("pixel").path("exact").asBoolean()
        && expected.path("pixel").path("shape").size() == 2
        && TransferSyntax.find(expected.path("transfer_syntax").asText())
            .filter(TransferSyntax::decoded)
            .isPresent();
  }

  private static String sha256(GrayscaleImage image, String dtype) throws Exception {
    int width = dtype.endsWith("1") ? 1 : 2;
    ByteBuffer bytes =
        ByteBuffer.allocate(image.stored().length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : image.stored()) {
      if (width == 1) {
        bytes.put((byte) value);
      } else {
        bytes.putShort(value);
      }
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  @Test
  void decoded_pixels_equal_those_of_other_decoders_and_all_else_is_a_fault() throws Exception {
    Path root = SampleImages.shared("dicom-conformance/public");
    JsonNode all = new ObjectMapper().readTree(root.resolve("expected.json").toFile());
    Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
    int equal = 0;
    for (Map.Entry<String, JsonNode> file : all.properties()) {
      JsonNode expected = file.getValue();
      GrayscaleImage image;
      try {
        image =
            PixelDecoder.standard()
                .decode(reader.read(root.resolve("files").resolve(file.getKey())));
      } catch (DicomFault fault) {
        assertThat(singleFrame(expected) && !outsideThisReader(expected))
            .as("%s: %s", file.getKey(), fault.getMessage())
            .isFalse();
        continue;
      }
      JsonNode pixel = expected.path("pixel");
      if (pixel.path("exact").asBoolean()) {
        assertThat(sha256(image, pixel.path("dtype").asText()))
            .as(file.getKey())
            .isEqualTo(pixel.path("sha256").asText());
        equal++;
      }
    }
    assertThat(equal).isGreaterThanOrEqualTo(NATIVE_GRAYSCALE_FRAMES);
  }

  @Test
  void text_is_decoded_as_other_readers_decode_it() throws Exception {
    Path root = SampleImages.shared("dicom-conformance/public");
    JsonNode all = new ObjectMapper().readTree(root.resolve("expected.json").toFile());
    Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
    for (String name : new String[] {"chrGerm.dcm", "chrGreek.dcm", "chrHbrw.dcm", "chrRuss.dcm"}) {
      DataSet dataSet = reader.readAttributes(root.resolve("files").resolve(name)).dataSet();

      assertThat(dataSet.text(Tag.PATIENT_NAME))
          .as(name)
          .contains(all.path(name).path("attributes").path("PatientName").asText());
    }
  }
}
