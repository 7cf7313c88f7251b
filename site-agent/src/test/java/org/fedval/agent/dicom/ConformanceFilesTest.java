package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

/** The public conformance files against independent readers and decoders. */
class ConformanceFilesTest {
  private static final DicomInspector INSPECTOR = new DicomInspector(ReaderLimits.STANDARD);

  /** As many as expected.json has. */
  private static final int EXACT = 48;

  private record Case(String name, Path file, JsonNode expected) {}

  private static List<Case> cases() throws Exception {
    Path root = SampleImages.shared("dicom-conformance/public");
    JsonNode all = new ObjectMapper().readTree(root.resolve("expected.json").toFile());
    List<Case> cases = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : all.properties()) {
      cases.add(
          new Case(file.getKey(), root.resolve("files").resolve(file.getKey()), file.getValue()));
    }
    assertThat(cases).hasSizeGreaterThan(80);
    return cases;
  }

  private static String text(JsonNode value) {
    List<String> values = new ArrayList<>();
    value.forEach(each -> values.add(each.asText()));
    return value.isArray() ? String.join("\\", values) : value.asText();
  }

  @Test
  void attributes_and_transfer_syntax_are_those_that_another_reader_finds() throws Exception {
    for (Case one : cases()) {
      Map<String, String> expected = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> each : one.expected().path("attributes").properties()) {
        expected.put(each.getKey(), text(each.getValue()));
      }
      Inspection found = INSPECTOR.inspect(one.file());

      assertThat(found.attributes()).as(one.name()).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(found.transferSyntaxUid())
          .as(one.name())
          .isEqualTo(one.expected().path("transfer_syntax").asText(null));
    }
  }

  @Test
  void losslessly_coded_pixels_equal_those_of_other_decoders() throws Exception {
    int equal = 0;
    for (Case one : cases()) {
      JsonNode pixel = one.expected().path("pixel");
      if (!pixel.path("exact").asBoolean()) {
        continue;
      }
      Inspection found = INSPECTOR.inspect(one.file());
      assertThat(found.fault()).as(one.name()).isNull();
      Inspection.Pixels pixels = found.pixels();
      assertThat(pixels).as(one.name()).isNotNull();
      assertThat(pixels.dtype()).as(one.name()).isEqualTo(pixel.path("dtype").asText());
      assertThat(pixels.shape().toString())
          .isEqualTo(pixel.path("shape").toString().replace(",", ", "));
      assertThat(pixels.sha256()).as(one.name()).isEqualTo(pixel.path("sha256").asText());
      equal++;
    }
    assertThat(equal).isEqualTo(EXACT);
  }

  @Test
  void lossily_coded_pixels_are_near_those_of_other_decoders_or_refused() throws Exception {
    for (Case one : cases()) {
      JsonNode pixel = one.expected().path("pixel");
      if (pixel.isMissingNode() || pixel.isNull() || pixel.path("exact").asBoolean()) {
        continue;
      }
      double[] stored;
      try {
        stored = values(one.file());
      } catch (DicomFault refused) {
        continue;
      }
      double[] sorted = stored.clone();
      Arrays.sort(sorted);
      double slack = 2 + 0.03 * (pixel.path("max").asDouble() - pixel.path("min").asDouble());
      assertThat(Arrays.stream(stored).average().orElseThrow())
          .as(one.name())
          .isCloseTo(pixel.path("mean").asDouble(), within(slack / 2));
      assertThat(sorted[0]).as(one.name()).isCloseTo(pixel.path("min").asDouble(), within(slack));
      assertThat(sorted[sorted.length - 1])
          .as(one.name())
          .isCloseTo(pixel.path("max").asDouble(), within(slack));
    }
  }

  /** Samples of 8 or 16 bits of the first frame. */
  private static double[] values(Path file) throws DicomFault {
    PixelFrames frames =
        PixelFrames.open(new Part10Reader(ReaderLimits.STANDARD).read(file), ReaderLimits.STANDARD);
    short[] cells = frames.reader().frame(0).shorts();
    double[] values = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      boolean oneByte = frames.layout().cellBytes() == 1;
      values[i] =
          oneByte ? cells[i] & 0xFF : frames.layout().signed() ? cells[i] : cells[i] & 0xFFFF;
    }
    return values;
  }

  @Test
  void what_is_not_a_dicom_file_is_refused_as_that() throws Exception {
    for (Case one : cases()) {
      if (!one.expected().path("readable").asBoolean()) {
        DicomFault fault = INSPECTOR.inspect(one.file()).fault();

        assertThat(fault).as(one.name()).isNotNull();
        assertThat(fault.reason()).as(one.name()).isEqualTo(Exclusion.NOT_DICOM);
      }
    }
  }

  /** Applied to whole cells, as the other reader does: the file's values exceed its Bits Stored. */
  @Test
  void a_modality_lookup_table_gives_the_values_of_another_reader() throws Exception {
    Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
    for (Case one : cases()) {
      if (!one.expected().path("has_modality_lut_sequence").asBoolean()) {
        continue;
      }
      Part10Object object = reader.read(one.file());
      PixelFrames frames = PixelFrames.open(object, ReaderLimits.STANDARD);
      short[] values = frames.reader().frame(0).shorts();
      boolean signed = frames.layout().signed();
      ModalityLut lut = ModalityLut.of(object.dataSet(), signed);
      assertThat(lut).isNotNull();
      lut.apply(values, signed);

      byte[] bytes = Cells.of(values, 2).littleEndian();
      assertThat(HexFormat.of().formatHex(ContentDigest.sha256().digest(bytes)))
          .isEqualTo(one.expected().path("modality").path("sha256").asText());
      assertThat(PixelDecoder.standard().decode(object).bitsStored()).isEqualTo(16);
    }
  }
}
