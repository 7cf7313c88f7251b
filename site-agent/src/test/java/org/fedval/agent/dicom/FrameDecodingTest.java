package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameDecodingTest {
  private static final Part10Reader READER = new Part10Reader(ReaderLimits.STANDARD);
  private static final String RLE = TransferSyntax.RLE_LOSSLESS.uid();

  private static DataSetBuilder bytes(int rows, int columns, int frames) {
    return SampleImages.image("2.25.1")
        .integer(Tag.ROWS, rows)
        .integer(Tag.COLUMNS, columns)
        .integer(Tag.NUMBER_OF_FRAMES, frames)
        .integer(Tag.BITS_ALLOCATED, 8)
        .integer(Tag.BITS_STORED, 8)
        .integer(Tag.HIGH_BIT, 7);
  }

  private static DataSetBuilder color(int rows, int columns, String photometric, int planar) {
    return bytes(rows, columns, 1)
        .integer(Tag.SAMPLES_PER_PIXEL, 3)
        .integer(Tag.PLANAR_CONFIGURATION, planar)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, photometric);
  }

  private static byte[] frame(byte[] file, int index) throws DicomFault {
    return PixelFrames.open(READER.read(file), ReaderLimits.STANDARD)
        .reader()
        .frame(index)
        .littleEndian();
  }

  private static DicomFault fault(byte[] file) {
    return catchThrowableOfType(DicomFault.class, () -> frame(file, 0));
  }

  @Test
  void planes_of_color_are_brought_side_by_side() throws DicomFault {
    DataSet planes = color(1, 2, "RGB", 1).pixels8(new byte[] {1, 2, 3, 4, 5, 6}).build();
    DataSet pixels = color(1, 2, "RGB", 0).pixels8(new byte[] {1, 2, 3, 4, 5, 6}).build();

    assertThat(frame(SampleImages.bytes(planes), 0)).containsExactly(1, 3, 5, 2, 4, 6);
    assertThat(frame(SampleImages.bytes(pixels), 0)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void halved_chrominance_is_given_to_both_pixels() throws DicomFault {
    DataSet image =
        color(1, 4, "YBR_FULL_422", 0).pixels8(new byte[] {1, 2, 9, 8, 3, 4, 7, 6}).build();

    assertThat(frame(SampleImages.bytes(image), 0))
        .containsExactly(1, 9, 8, 2, 9, 8, 3, 7, 6, 4, 7, 6);
    DataSet odd = color(1, 3, "YBR_FULL_422", 0).pixels8(new byte[6]).build();
    assertThat(fault(SampleImages.bytes(odd)).reason()).isEqualTo(Exclusion.PIXEL_DECODE);
  }

  @Test
  void single_bits_are_unpacked_and_frames_need_not_end_with_a_byte() throws DicomFault {
    DataSet bits =
        bytes(1, 5, 3)
            .integer(Tag.BITS_ALLOCATED, 1)
            .integer(Tag.BITS_STORED, 1)
            .integer(Tag.HIGH_BIT, 0)
            .pixels8(new byte[] {0b0101_0011, 0b0111_0101})
            .build();
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      byte[] file = SampleImages.bytes(syntax, bits);

      assertThat(frame(file, 0)).containsExactly(1, 1, 0, 0, 1);
      assertThat(frame(file, 1)).containsExactly(0, 1, 0, 1, 0);
      assertThat(frame(file, 2)).containsExactly(1, 0, 1, 1, 1);
    }
  }

  @Test
  void frames_of_odd_length_are_found_in_big_endian_words() throws DicomFault {
    DataSet words =
        bytes(1, 3, 2).bytes(Tag.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4, 5, 6}).build();

    for (TransferSyntax syntax : SampleImages.NATIVE) {
      byte[] file = SampleImages.bytes(syntax, words);
      assertThat(frame(file, 0)).as(syntax.title()).containsExactly(1, 2, 3);
      assertThat(frame(file, 1)).as(syntax.title()).containsExactly(4, 5, 6);
    }
  }

  @Test
  void floating_point_samples_keep_their_bytes() throws DicomFault {
    byte[] values =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2).array();
    DataSetBuilder image = DataSet.builder();
    DataSet parametric =
        image
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.30")
            .text(Tag.SOP_INSTANCE_UID, "2.25.1")
            .integer(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .integer(Tag.ROWS, 1)
            .integer(Tag.COLUMNS, 2)
            .integer(Tag.BITS_ALLOCATED, 32)
            .bytes(Tag.FLOAT_PIXEL_DATA, Vr.OF, values)
            .build();

    for (TransferSyntax syntax : SampleImages.NATIVE) {
      assertThat(frame(SampleImages.bytes(syntax, parametric), 0))
          .as(syntax.title())
          .isEqualTo(values);
    }
  }

  @Test
  void rle_segments_are_the_bytes_of_the_samples_most_significant_first() throws DicomFault {
    DataSet sixteen =
        bytes(1, 3, 1)
            .integer(Tag.BITS_ALLOCATED, 16)
            .integer(Tag.BITS_STORED, 16)
            .integer(Tag.HIGH_BIT, 15)
            .build();
    byte[] coded = CodedFiles.rle(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});

    assertThat(frame(CodedFiles.file(RLE, sixteen, new byte[0], coded), 0))
        .containsExactly(4, 1, 5, 2, 6, 3);

    byte[] rgb = CodedFiles.rle(new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6});
    assertThat(frame(CodedFiles.file(RLE, color(1, 2, "RGB", 0).build(), new byte[0], rgb), 0))
        .containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void rle_runs_repeat_one_byte_and_a_control_of_minus_128_does_nothing() throws DicomFault {
    byte[] header = CodedFiles.rle(new byte[0]);
    byte[] coded = Arrays.copyOf(header, 64 + 6);
    System.arraycopy(new byte[] {-128, -3, 7, 0, 9, 0}, 0, coded, 64, 6);

    assertThat(frame(CodedFiles.file(RLE, bytes(1, 5, 1).build(), new byte[0], coded), 0))
        .containsExactly(7, 7, 7, 7, 9);
  }

  @Test
  void rle_that_is_shorter_or_longer_than_the_frame_or_lies_in_its_header_is_refused() {
    DataSet five = bytes(1, 5, 1).build();
    byte[] four = CodedFiles.rle(new byte[] {1, 2, 3, 4});
    byte[] six = CodedFiles.rle(new byte[] {1, 2, 3, 4, 5, 6});
    byte[] twoPlanes = CodedFiles.rle(new byte[5], new byte[5]);
    byte[] badOffset = CodedFiles.rle(new byte[5]);
    badOffset[4] = 60;
    byte[] pastTheEnd = CodedFiles.rle(new byte[5]);
    pastTheEnd[7] = 0x7F;

    for (byte[] coded : List.of(four, six, twoPlanes, badOffset, pastTheEnd, new byte[10])) {
      assertThat(fault(CodedFiles.file(RLE, five, new byte[0], coded)).reason())
          .isEqualTo(Exclusion.PIXEL_DECODE);
    }
  }

  @Test
  void a_huge_rle_frame_is_refused_before_it_is_allocated() {
    DataSet huge = bytes(11_000, 11_000, 1).build();

    DicomFault fault =
        fault(CodedFiles.file(RLE, huge, new byte[0], CodedFiles.rle(new byte[100])));

    assertThat(fault.sentence()).isEqualTo("An RLE header does not fit the image attributes.");
  }

  @Test
  void frames_of_several_fragments_are_parted_by_their_offset_table() throws DicomFault {
    DataSet two = bytes(1, 4, 2).build();
    byte[] first = CodedFiles.rle(new byte[] {1, 2, 3, 4});
    byte[] second = CodedFiles.rle(new byte[] {5, 6, 7, 8});
    byte[] head = Arrays.copyOf(first, 40);
    byte[] tail = Arrays.copyOfRange(first, 40, first.length);
    byte[] table = CodedFiles.offsets(0, 8 + head.length + 8 + tail.length);
    byte[] extended =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0)
            .putLong(16L + first.length)
            .array();
    DataSet withExtended = bytes(1, 4, 2).bytes(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, extended).build();

    byte[] basicFile = CodedFiles.file(RLE, two, table, head, tail, second);
    byte[] extendedFile = CodedFiles.file(RLE, withExtended, new byte[0], head, tail, second);

    for (byte[] file : List.of(basicFile, extendedFile)) {
      assertThat(frame(file, 0)).containsExactly(1, 2, 3, 4);
      assertThat(frame(file, 1)).containsExactly(5, 6, 7, 8);
    }
  }

  @Test
  void one_fragment_a_frame_needs_no_table_and_survives_a_wrong_one() throws DicomFault {
    DataSet two = bytes(1, 4, 2).build();
    byte[] first = CodedFiles.rle(new byte[] {1, 2, 3, 4});
    byte[] second = CodedFiles.rle(new byte[] {5, 6, 7, 8});

    for (byte[] table : List.of(new byte[0], CodedFiles.offsets(0, 0x7FFFFFF0), new byte[3])) {
      byte[] file = CodedFiles.file(RLE, two, table, first, second);
      assertThat(frame(file, 1)).containsExactly(5, 6, 7, 8);
    }
  }

  @Test
  void fragments_that_no_table_and_no_codestream_part_are_refused() {
    DataSet two = bytes(1, 4, 2).build();
    byte[] piece = new byte[8];

    assertThat(fault(CodedFiles.file(RLE, two, new byte[0], piece, piece, piece)).sentence())
        .isEqualTo("It cannot be told which fragments belong to which frame.");
    assertThat(fault(CodedFiles.file(RLE, two, new byte[0], piece)).sentence())
        .isEqualTo("There are fewer fragments than frames.");
    assertThat(fault(CodedFiles.file(RLE, two, CodedFiles.offsets(8, 0), piece, piece, piece)))
        .isNotNull();
  }

  @Test
  void codestream_starts_part_fragments_where_there_is_no_table() throws DicomFault {
    byte[] start = {-1, (byte) 0xD8, -1, (byte) 0xC0};
    byte[] more = {1, 2, 3, 4};
    DataSet two = bytes(1, 4, 2).build();
    byte[] file =
        CodedFiles.file(
            TransferSyntax.JPEG_BASELINE.uid(), two, new byte[0], start, more, more, start);
    PixelData.Encapsulated data =
        (PixelData.Encapsulated)
            ((Element.Pixels) READER.read(file).dataSet().elements().get(Tag.PIXEL_DATA)).data();

    assertThat(FrameFragments.of(data, 2, two)).extracting(List::size).containsExactly(3, 1);
    assertThat(
            FrameFragments.joined(data.source(), FrameFragments.of(data, 2, two).get(0), 1 << 20))
        .hasSize(12)
        .endsWith(1, 2, 3, 4);
  }

  @Test
  void frames_are_read_one_at_a_time() throws DicomFault {
    AtomicInteger longest = new AtomicInteger();
    byte[] pixels = new byte[600 * 16];
    ByteSource counting =
        (position, length) -> {
          longest.accumulateAndGet(length, Math::max);
          return ByteSource.of(pixels).read(position, length);
        };
    PixelLayout layout = PixelLayout.of(bytes(4, 4, 600).build(), PixelLayout.Kind.INTEGER);
    NativeFrames frames =
        NativeFrames.of(layout, new PixelData.Native(counting, 0, pixels.length, false), Vr.OB);

    for (int i = 0; i < 600; i++) {
      assertThat(frames.frame(i).littleEndian()).hasSize(16);
    }
    assertThat(longest).hasValue(16);
  }

  @Test
  void a_file_that_shrinks_after_it_was_parsed_is_a_fault(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("image.dcm");
    byte[] whole = SampleImages.bytes(bytes(2, 2, 1).pixels8(new byte[4]).build());
    Files.write(file, whole);
    Part10Object object = READER.read(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 2));

    assertThat(
            catchThrowableOfType(
                    DicomFault.class,
                    () -> PixelFrames.open(object, ReaderLimits.STANDARD).reader().frame(0))
                .reason())
        .isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void the_sign_of_jpeg_2000_stands_at_the_depth_of_its_codestream() throws DicomFault {
    byte[] siz = new byte[60];
    siz[0] = -1;
    siz[1] = 0x4F;
    siz[2] = -1;
    siz[3] = 0x51;
    siz[42] = 13 - 1;
    DataSet signed =
        SampleImages.image("2.25.1")
            .integer(Tag.BITS_STORED, 16)
            .integer(Tag.HIGH_BIT, 15)
            .integer(Tag.PIXEL_REPRESENTATION, 1)
            .build();
    short[] samples = {0x1FFF, 0x0FFF, 0};

    Jpeg2000Sign.extend(siz, PixelLayout.of(signed, PixelLayout.Kind.INTEGER), samples);

    assertThat(samples).containsExactly(-1, 0x0FFF, 0);
  }
}
