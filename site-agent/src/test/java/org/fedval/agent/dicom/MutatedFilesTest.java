package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random damage to files of every kind that the reader knows. The corpus is made here; a seed that
 * once found a fault goes into {@link #REGRESSIONS} and is tried first for ever. Longer runs:
 * {@code -Dfedval.fuzz.rounds=1000000}.
 */
class MutatedFilesTest {
  private static final DicomInspector INSPECTOR = new DicomInspector(ReaderLimits.STANDARD);
  private static final int ROUNDS = Integer.getInteger("fedval.fuzz.rounds", 4_000);
  private static final long SANE_BYTES = 16L << 20;

  /** Seeds of faults that were found and mended; see the comment of each. */
  private static final int[] REGRESSIONS = {};

  private static DataSetBuilder image(int bits, int samples, String photometric, int frames) {
    return SampleImages.image("2.25.1")
        .text(Tag.SPECIFIC_CHARACTER_SET, "", "ISO 2022 IR 149")
        .integer(Tag.SAMPLES_PER_PIXEL, samples)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, photometric)
        .integer(Tag.NUMBER_OF_FRAMES, frames)
        .integer(Tag.ROWS, 4)
        .integer(Tag.COLUMNS, 6)
        .integer(Tag.BITS_ALLOCATED, bits)
        .integer(Tag.BITS_STORED, bits)
        .integer(Tag.HIGH_BIT, bits - 1)
        .bytes(Tag.PATIENT_NAME, Vr.PN, new byte[] {'A', 27, '$', ')', 'C', -5, -13, '^'})
        .pixels8(new byte[(4 * 6 * bits * samples * frames + 7) / 8]);
  }

  private static List<byte[]> corpus() {
    DataSet lut =
        DataSet.builder()
            .integer(Tag.LUT_DESCRIPTOR, 3, 0, 16)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[6])
            .build();
    List<DataSet> kinds =
        List.of(
            image(8, 1, "MONOCHROME2", 3).build(),
            image(16, 1, "MONOCHROME1", 1)
                .sequence(Tag.MODALITY_LUT_SEQUENCE, List.of(lut))
                .build(),
            image(32, 1, "MONOCHROME2", 2).build(),
            image(1, 1, "MONOCHROME2", 3).build(),
            image(8, 3, "RGB", 2).integer(Tag.PLANAR_CONFIGURATION, 1).build());
    List<byte[]> files = new ArrayList<>();
    for (DataSet kind : kinds) {
      for (TransferSyntax syntax : SampleImages.NATIVE) {
        files.add(SampleImages.bytes(syntax, kind));
      }
    }
    DataSet twoFrames = image(8, 1, "MONOCHROME2", 2).build();
    byte[] coded = CodedFiles.rle(new byte[24]);
    byte[] head = Arrays.copyOf(coded, 30);
    byte[] tail = Arrays.copyOfRange(coded, 30, coded.length);
    byte[] table = CodedFiles.offsets(0, 16 + coded.length);
    files.add(CodedFiles.file("1.2.840.10008.1.2.5", twoFrames, new byte[0], coded, coded));
    files.add(CodedFiles.file("1.2.840.10008.1.2.5", twoFrames, table, head, tail, coded));
    files.add(CodedFiles.file("1.2.840.10008.1.2.4.50", twoFrames, table, head, tail, coded));
    byte[] whole = files.get(0);
    files.add(Arrays.copyOfRange(whole, 132, whole.length));
    return files;
  }

  private static byte[] mutated(byte[] file, Random random) {
    byte[] mutant = file.clone();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      int at =
          mutant.length < 140
              ? random.nextInt(mutant.length)
              : 100 + random.nextInt(mutant.length - 100);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(mutant, at, Math.min(at + 4, mutant.length), (byte) 0xFF);
        case 3 -> mutant = Arrays.copyOf(mutant, at + 1);
        case 4 -> {
          byte[] longer = Arrays.copyOf(mutant, mutant.length + 8);
          System.arraycopy(mutant, at, longer, at + 8, mutant.length - at);
          mutant = longer;
        }
        default -> mutant[at] = new byte[] {0, 1, 127, -128}[random.nextInt(4)];
      }
    }
    return mutant;
  }

  private static void inspectedOrRefused(List<byte[]> corpus, int seed) {
    Random random = new Random(seed);
    byte[] file = mutated(corpus.get(Math.floorMod(seed, corpus.size())), random);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    Inspection found = INSPECTOR.inspect(file);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated, seed %d", seed)
        .isLessThan(SANE_BYTES);
    DicomFault fault = found.fault();
    if (fault == null) {
      assertThat(INSPECTOR.inspect(file)).as("seed %d", seed).isEqualTo(found);
    } else {
      assertThat(fault.sentence()).as("seed %d", seed).isNotEqualTo(DicomInspector.FAILED);
    }
  }

  @Test
  void every_file_of_the_corpus_is_read_or_waits_for_a_codec() {
    int read = 0;
    for (byte[] file : corpus()) {
      read += INSPECTOR.inspect(file).ok() ? 1 : 0;
    }
    assertThat(read).isGreaterThanOrEqualTo(22);
  }

  @Test
  void damage_ends_in_an_image_or_a_fault_and_little_garbage() {
    List<byte[]> corpus = corpus();
    for (int seed : REGRESSIONS) {
      inspectedOrRefused(corpus, seed);
    }
    for (int seed = 0; seed < ROUNDS; seed++) {
      inspectedOrRefused(corpus, seed);
    }
  }

  @Test
  void no_shared_mutant_that_must_be_refused_gives_pixels(@TempDir Path folder) throws Exception {
    Path generator = SampleImages.shared("fuzz").resolve("make_fuzz.py");
    generate(generator, folder);
    JsonNode index = new ObjectMapper().readTree(folder.resolve("index.json").toFile());
    int refused = 0;
    for (JsonNode one : index.path("cases")) {
      String name = one.path("file").asText();
      Inspection found = INSPECTOR.inspect(folder.resolve(name));

      DicomFault fault = found.fault();
      if (one.path("must_reject").asBoolean()) {
        assertThat(fault).as(name).isNotNull();
        assertThat(found.pixels()).as(name).isNull();
        refused++;
      }
      if (fault != null) {
        assertThat(fault.sentence()).as(name).isNotEqualTo(DicomInspector.FAILED);
      }
    }
    assertThat(index.path("cases").size()).isEqualTo(300);
    assertThat(refused).isPositive();
  }

  private static void generate(Path generator, Path folder) throws Exception {
    try {
      Process python =
          new ProcessBuilder("python3", generator.toString(), folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(python.waitFor()).isZero();
    } catch (IOException noPython) {
      assertThat(System.getenv("CI")).as("python3 is not installed").isNotEqualTo("true");
      Assumptions.abort("python3 is not installed.");
    }
  }
}
