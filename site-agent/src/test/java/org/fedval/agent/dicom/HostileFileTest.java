package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

class HostileFileTest {
  private static final Part10Reader READER = new Part10Reader(ReaderLimits.STANDARD);
  private static final long SANE_BYTES = 8L << 20;

  private static GrayscaleImage decode(byte[] file) throws DicomFault {
    SopInstance.of(READER.readAttributes(file));
    return PixelDecoder.standard().decode(READER.read(file));
  }

  private static DataSet small() {
    DataSet item = DataSet.builder().text(Tag.CODE_VALUE, "51185008").build();
    return SampleImages.image("2.25.1")
        .sequence(Tag.ANATOMIC_REGION_SEQUENCE, List.of(item))
        .build();
  }

  private static byte[] withBody(byte[] body) {
    byte[] whole = SampleImages.bytes(small());
    int start = 132 + 12 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, start);
    out.writeBytes(body);
    return out.toByteArray();
  }

  @Test
  void every_truncation_is_refused_with_a_reason() {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      byte[] whole = SampleImages.bytes(syntax, small());
      int last = syntax.deflated() ? whole.length - 2 : whole.length;
      for (int length = 0; length < last; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThat(catchThrowable(() -> decode(cut)))
            .as("%s cut to %d of %d bytes", syntax, length, whole.length)
            .isInstanceOf(DicomFault.class);
      }
    }
  }

  @Test
  void mutated_files_give_an_image_or_a_fault_and_little_garbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] file = SampleImages.bytes(SampleImages.NATIVE.get(seed % 4), small());
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        file[132 + random.nextInt(file.length - 132)] = (byte) random.nextInt();
      }
      long before = threads.getCurrentThreadAllocatedBytes();

      Throwable thrown = catchThrowable(() -> decode(file));

      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated, seed %d", seed)
          .isLessThan(SANE_BYTES);
      if (thrown != null) {
        assertThat(thrown).as("seed %d", seed).isInstanceOf(DicomFault.class);
      }
    }
  }

  @Test
  void a_length_past_the_end_is_refused_before_it_is_allocated() {
    byte[] body = {0x08, 0, 0x70, 0, 'U', 'N', 0, 0, (byte) 0xF0, (byte) 0xFF, (byte) 0xFF, 0x7F};

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> READER.read(withBody(body)));

    assertThat(fault.reason()).isEqualTo(Exclusion.UNREADABLE);
    assertThat(fault.facts()).containsEntry(DicomFault.Key.TAG, "(0008,0070)");
  }

  @Test
  void an_element_longer_than_its_item_is_refused() {
    byte[] body = {
      0x08,
      0,
      0x18,
      0x22,
      'S',
      'Q',
      0,
      0,
      20,
      0,
      0,
      0,
      -2,
      -1,
      0,
      (byte) 0xE0,
      10,
      0,
      0,
      0,
      0x08,
      0,
      0x60,
      0,
      'C',
      'S',
      4,
      0,
      'A',
      'B',
      'C',
      'D'
    };

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> READER.read(withBody(body)));

    assertThat(fault.sentence()).isEqualTo("An element is longer than what encloses it.");
    assertThat(fault.facts()).containsEntry(DicomFault.Key.LENGTH, "4");
  }

  @Test
  void sequences_nested_without_end_are_refused() {
    byte[] level = {
      0x08, 0, 0x18, 0x22, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, (byte) 0xE0, -1, -1, -1, -1
    };
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) {
      body.writeBytes(level);
    }

    DicomFault fault =
        catchThrowableOfType(
            DicomFault.class, () -> READER.readAttributes(withBody(body.toByteArray())));

    assertThat(fault.sentence()).isEqualTo("Sequences are nested too deeply.");
  }

  @Test
  void a_deflated_bomb_of_private_values_is_refused_at_a_fixed_size() {
    DataSetBuilder bomb = SampleImages.image("2.25.1");
    for (int i = 0; i < 12; i++) {
      bomb.bytes(new Tag(0x0009, 0x1000 + i), Vr.OB, new byte[4 << 20]);
    }
    byte[] file =
        SampleImages.bytes(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, bomb.build());

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> READER.read(file));

    assertThat(file.length).isLessThan(100_000);
    assertThat(fault.sentence()).isEqualTo("The file holds too much beside its pixel data.");
  }

  @Test
  void an_element_that_stands_twice_is_refused() {
    byte[] modality = {0x08, 0, 0x60, 0, 'C', 'S', 2, 0, 'D', 'X'};
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(modality);
    body.writeBytes(modality);

    DicomFault fault =
        catchThrowableOfType(DicomFault.class, () -> READER.read(withBody(body.toByteArray())));

    assertThat(fault.reason()).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void a_message_names_no_value_of_the_file() {
    DataSet hostile =
        SampleImages.image("2.25.1")
            .text(Tag.PATIENT_NAME, "CANARY^NAME")
            .text(Tag.RESCALE_SLOPE, "CANARY")
            .text(Tag.VOI_LUT_FUNCTION, "CANARY")
            .build();

    assertThat(catchThrowable(() -> decode(SampleImages.bytes(hostile))))
        .isInstanceOf(DicomFault.class)
        .hasNoCause()
        .message()
        .doesNotContain("CANARY");
  }
}
