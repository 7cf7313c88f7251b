package org.fedval.agent.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;

/**
 * Rescale and VOI window of an image (PS3.3 sections C.11.1 and C.11.2). Enhanced images keep them
 * in their functional groups (C.7.6.16.2.9, C.7.6.16.2.10): what is shared counts, then what the
 * first frame has.
 */
final class DisplayAttributes {
  private DisplayAttributes() {}

  record Rescale(double slope, double intercept) {}

  /** Slope 1 and intercept 0 where the file has none. */
  static Rescale rescale(DataSet dataSet) throws DicomFault {
    DataSet from = holder(dataSet, Tag.RESCALE_SLOPE, Tag.PIXEL_VALUE_TRANSFORMATION);
    double slope = numberOr(1, from, Tag.RESCALE_SLOPE);
    if (slope == 0) {
      throw DicomFault.pixels("The rescale slope is zero.").at(Tag.RESCALE_SLOPE);
    }
    return new Rescale(slope, numberOr(0, from, Tag.RESCALE_INTERCEPT));
  }

  /** The first pair of values counts (PS3.3 section C.11.2.1.2). */
  static Optional<VoiWindow> window(DataSet dataSet) throws DicomFault {
    DataSet from = holder(dataSet, Tag.WINDOW_CENTER, Tag.FRAME_VOI_LUT);
    if (from.text(Tag.WINDOW_CENTER).isEmpty() || from.text(Tag.WINDOW_WIDTH).isEmpty()) {
      return Optional.empty();
    }
    double center = numberOr(0, from, Tag.WINDOW_CENTER);
    double width = numberOr(0, from, Tag.WINDOW_WIDTH);
    VoiWindow.Function function =
        switch (from.text(Tag.VOI_LUT_FUNCTION).orElse("LINEAR")) {
          case "LINEAR" -> VoiWindow.Function.LINEAR;
          case "LINEAR_EXACT" -> VoiWindow.Function.LINEAR_EXACT;
          case "SIGMOID" -> VoiWindow.Function.SIGMOID;
          default ->
              throw DicomFault.pixels("The VOI LUT function is not one of the standard's.")
                  .at(Tag.VOI_LUT_FUNCTION);
        };
    if (function == VoiWindow.Function.LINEAR ? width < 1 : width <= 0) {
      throw DicomFault.pixels("The window is narrower than its function allows.")
          .at(Tag.WINDOW_WIDTH);
    }
    return Optional.of(new VoiWindow(center, width, function));
  }

  /** The data set itself, or the functional group item that has the attribute instead. */
  private static DataSet holder(DataSet dataSet, Tag attribute, Tag macro) {
    if (dataSet.text(attribute).isPresent()) {
      return dataSet;
    }
    for (Tag groups : List.of(Tag.SHARED_FUNCTIONAL_GROUPS, Tag.PER_FRAME_FUNCTIONAL_GROUPS)) {
      for (DataSet group : dataSet.items(groups).stream().limit(1).toList()) {
        for (DataSet item : group.items(macro)) {
          return item;
        }
      }
    }
    return dataSet;
  }

  private static double numberOr(double absent, DataSet dataSet, Tag tag) throws DicomFault {
    if (dataSet.text(tag).isEmpty()) {
      return absent;
    }
    OptionalDouble value = dataSet.decimal(tag);
    if (value.isEmpty()) {
      throw DicomFault.pixels("A display attribute is not a number.").at(tag);
    }
    return value.getAsDouble();
  }
}
