/**
 * Decoders of compressed pixel data, one codestream (one frame) at a time: {@code FrameCodecs}
 * finds the {@code FrameCodec} of a transfer syntax ({@code JpegCodec}, {@code JpegLsCodec} or
 * {@code Jpeg2000Codec}), which turns bytes into samples. Knows nothing of DICOM attributes, files
 * or studies; imports the JDK and codec libraries only. Refuses what does not give exactly the
 * frame that was asked for, before memory for it is allocated where the codestream's own header
 * tells.
 */
@NullMarked
package org.fedval.agent.dicom.codec;

import org.jspecify.annotations.NullMarked;
