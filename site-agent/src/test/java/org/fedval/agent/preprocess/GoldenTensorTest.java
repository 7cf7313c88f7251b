package org.fedval.agent.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.PixelDecoder;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.agent.inference.ReferenceData;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTensorTest {

  @ParameterizedTest
  @ValueSource(strings = {"smallnet", "densenet121"})
  void tensors_are_bit_equal_to_the_reference(String model) throws Exception {
    Path data = ReferenceData.folder();
    Path example = ReferenceData.example(model + ".yaml");
    ModelSpec spec = ModelSpecReader.read(model, Files.readAllBytes(example));
    PreprocessingRecipe recipe = new PreprocessingRecipe(spec.preprocessing());
    JsonNode golden =
        new ObjectMapper().readTree(data.resolve("model/golden-" + model + "-cxr.json").toFile());
    int compared = 0;
    for (JsonNode one : golden) {
      float[] plane = new float[recipe.planeSize()];
      try {
        recipe.apply(image(data.resolve("cxr").resolve(one.get("file").asText())), plane);
      } catch (DicomFault fault) {
        assertThat(fault.reason()).isEqualTo(Exclusion.TRANSFER_SYNTAX);
        continue;
      }
      compared++;
      for (JsonNode point : one.get("points")) {
        int at = point.get(0).asInt() * spec.input().width() + point.get(1).asInt();
        double tolerance = one.get("lossy").asInt() == 1 ? 0.05 : 1e-6;
        assertThat((double) plane[at]).isCloseTo(point.get(2).asDouble(), within(tolerance));
      }
      if (one.get("lossy").asInt() == 0) {
        assertThat(sha256(plane))
            .as(one.get("file").asText())
            .isEqualTo(one.get("tensor_sha256_float32_le_channel0").asText());
      }
    }
    System.out.println(model + ": " + compared + " of " + golden.size() + " golden tensors equal");
    assertThat(compared).isGreaterThanOrEqualTo(10);
  }

  private static GrayscaleImage image(Path file) throws DicomFault {
    return PixelDecoder.standard().decode(new Part10Reader(ReaderLimits.STANDARD).read(file));
  }

  private static String sha256(float[] plane) {
    ByteBuffer bytes =
        ByteBuffer.allocate(plane.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(plane);
    return Sha256Digest.hash(bytes.array()).hex();
  }
}
