package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class Jpeg2000CodecTest {
  /** Offset of the first component's depth in a codestream (T.800 A.5.1). */
  private static final int DEPTH = 42;

  private static final int DEFAULT_STYLE = 45;

  private static short[] decode(byte[] codestream, FrameShape shape) throws CodecException {
    return new Jpeg2000Codec().decode(codestream, shape);
  }

  private static byte[] gray() {
    return SampleFrames.codestream("gray16.j2k");
  }

  @Test
  void a_signed_codestream_gives_signed_samples() throws Exception {
    // Without the sign the decoder adds 2^15 at the end (T.800 G.1.2); with it, nothing.
    byte[] signed = gray();
    signed[DEPTH] |= (byte) 0x80;
    FrameShape shape = new FrameShape(SampleFrames.ROWS, SampleFrames.COLUMNS, 1, 16, 16, true);

    short[] samples = decode(signed, shape);

    short[] expected = SampleFrames.frame(1, 16);
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= (short) 32768;
    }
    assertThat(samples).isEqualTo(expected);
  }

  @Test
  void high_throughput_codestreams_are_refused_by_name() {
    byte[] style = gray();
    assertThat(style[DEFAULT_STYLE + 1]).isEqualTo((byte) 0x52);
    style[DEFAULT_STYLE + 12] |= 0x40;
    byte[] capabilities = inserted(gray(), DEFAULT_STYLE, 0xFF, 0x50, 0, 8, 0, 2, 0, 0, 0, 0);

    for (byte[] codestream : List.of(style, capabilities)) {
      assertThatThrownBy(() -> decode(codestream, SampleFrames.shape(1, 16)))
          .hasMessageContaining("High-throughput");
    }
  }

  @Test
  void packed_packet_headers_are_refused_by_name() {
    byte[] packed = inserted(gray(), DEFAULT_STYLE, 0xFF, 0x60, 0, 3, 0);

    assertThatThrownBy(() -> decode(packed, SampleFrames.shape(1, 16)))
        .hasMessageContaining("Packed packet headers");
  }

  private static byte[] inserted(byte[] codestream, int at, int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(codestream, 0, at);
    for (int value : bytes) {
      out.write(value);
    }
    out.write(codestream, at, codestream.length - at);
    return out.toByteArray();
  }

  private static int startOfData(byte[] codestream) {
    for (int i = 0; ; i++) {
      if (codestream[i] == -1 && codestream[i + 1] == (byte) 0x93) {
        return i + 2;
      }
    }
  }

  /** The library would go round for ever in a packet header that starts like this. */
  @Test
  @Timeout(60)
  void full_bytes_in_a_packet_header_are_refused() {
    byte[] full = gray();
    Arrays.fill(full, startOfData(full), startOfData(full) + 8, (byte) 0xFF);

    assertThatThrownBy(() -> decode(full, SampleFrames.shape(1, 16)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void a_tile_part_whose_length_is_left_open_ends_before_the_end_marker() throws Exception {
    byte[] open = gray();
    int length = startOfData(open) - 8;
    Arrays.fill(open, length, length + 4, (byte) 0);

    assertThat(decode(open, SampleFrames.shape(1, 16))).isEqualTo(SampleFrames.frame(1, 16));
    assertThat(decode(Arrays.copyOf(open, open.length + 5), SampleFrames.shape(1, 16)))
        .isEqualTo(SampleFrames.frame(1, 16));
  }

  @Test
  void a_missing_end_marker_is_forgiven_and_a_missing_byte_of_data_is_not() throws Exception {
    byte[] whole = gray();

    assertThat(decode(Arrays.copyOf(whole, whole.length - 2), SampleFrames.shape(1, 16)))
        .isEqualTo(SampleFrames.frame(1, 16));
    assertThatThrownBy(
            () -> decode(Arrays.copyOf(whole, whole.length - 3), SampleFrames.shape(1, 16)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void more_layers_than_there_are_bytes_are_refused_before_the_library_sees_them() {
    byte[] layers = gray();
    layers[DEFAULT_STYLE + 6] = (byte) 0xFF;
    layers[DEFAULT_STYLE + 7] = (byte) 0xFF;

    assertThatThrownBy(() -> decode(layers, SampleFrames.shape(1, 16)))
        .hasMessageContaining("packets");
  }

  @Test
  void threads_do_not_disturb_each_other_and_leave_no_logger_behind() throws Exception {
    MsgLogger before = FacilityManager.getMsgLogger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<short[]>> results = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = i % 2 == 0 ? "gray8-tiles.j2k" : "colour8.j2k";
      Callable<short[]> task = () -> SampleFrames.decoded(name);
      results.add(threads.submit(task));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(results.get(i).get()).isEqualTo(SampleFrames.frame(i % 2 == 0 ? 1 : 3, 8));
    }
    assertThat(threads.submit(() -> FacilityManager.getMsgLogger()).get()).isSameAs(before);
    threads.shutdown();
  }
}
