package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.fedval.agent.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;

class FrameCodecsTest {
  @Test
  void jpeg_jpeg_ls_and_jpeg_2000_have_codecs_and_high_throughput_has_none() {
    assertThat(
            Stream.of(TransferSyntax.values())
                .filter(syntax -> FrameCodecs.find(syntax.uid()).isPresent()))
        .containsExactly(
            TransferSyntax.JPEG_BASELINE,
            TransferSyntax.JPEG_EXTENDED,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_LS_NEAR_LOSSLESS,
            TransferSyntax.JPEG_2000_LOSSLESS,
            TransferSyntax.JPEG_2000);
    assertThat(FrameCodecs.find("1.2.840.10008.1.2.8.1")).isEmpty(); // deflated image frame
  }
}
