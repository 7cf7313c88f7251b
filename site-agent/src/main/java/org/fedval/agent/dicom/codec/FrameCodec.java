package org.fedval.agent.dicom.codec;

/** Unpacks the codestreams of one family of transfer syntaxes. Implementations are thread-safe. */
public interface FrameCodec {
  /**
   * The frame's samples, row-major, the samples of a pixel side by side, components as coded (no
   * change of colour space, except that the component transform of JPEG 2000 is inverted). Each is
   * the codestream's value in the low bits: an unsigned one zero-extended, a signed one
   * sign-extended to 16 bits.
   *
   * @param codestream one whole codestream; trailing padding is allowed
   * @return exactly {@link FrameShape#samples()} samples
   * @throws CodecException when the codestream does not give exactly this frame
   */
  short[] decode(byte[] codestream, FrameShape shape) throws CodecException;
}
