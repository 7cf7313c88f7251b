package org.fedval.agent.dicom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file is found to be. Attributes are patient data: they stay in the hospital, and the text
 * form is empty of them.
 *
 * @param fault why the file cannot be used; null when it can
 * @param transferSyntaxUid as the file names it; null when it names none
 * @param assumedTransferSyntaxUid the encoding that was found where the file names none
 * @param attributes text by DICOM keyword, in the order of {@link InspectedAttributes}; of a
 *     damaged file, what stands before the damage
 * @param frames number of decoded frames; 0 without pixels
 * @param pixels null when the file has no pixel data, or was refused
 */
public record Inspection(
    @Nullable DicomFault fault,
    @Nullable String transferSyntaxUid,
    @Nullable String assumedTransferSyntaxUid,
    Map<String, String> attributes,
    int frames,
    @Nullable Pixels pixels) {

  public Inspection {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Whether all of the file could be read, its pixel data too if it has any. */
  public boolean ok() {
    return fault == null;
  }

  /**
   * All frames decoded, before any lookup table.
   *
   * @param dtype byte order and kind of a sample as NumPy writes it, such as {@code <u2}
   * @param shape frames if more than one, rows, columns, samples if more than one
   * @param sha256 of the samples in that order, little endian; 64 hexadecimal digits
   */
  public record Pixels(String dtype, List<Long> shape, String sha256) {
    public Pixels {
      shape = List.copyOf(shape);
    }
  }

  @Override
  public String toString() {
    return "Inspection";
  }
}
