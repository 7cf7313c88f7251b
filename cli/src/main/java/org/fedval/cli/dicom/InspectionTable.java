package org.fedval.cli.dicom;

import java.util.Locale;
import java.util.Map;
import org.fedval.agent.dicom.Inspection;
import org.fedval.agent.dicom.TransferSyntax;

/** One file of {@code fedval dicom inspect} for people. */
final class InspectionTable {
  private static final int LONGEST_VALUE = 120;

  private InspectionTable() {}

  static String text(String file, Inspection inspection) {
    StringBuilder text = new StringBuilder(printable(file)).append('\n');
    String reason = InspectionJson.reason(inspection.fault());
    row(text, "status", reason == null ? "ok" : "refused, " + reason);
    String uid = inspection.transferSyntaxUid();
    if (uid != null) {
      String title = TransferSyntax.find(uid).map(TransferSyntax::title).orElse("not known");
      row(text, "transfer syntax", uid + " (" + title + ")");
    } else if (inspection.assumedTransferSyntaxUid() != null) {
      row(text, "transfer syntax", "not named, read as " + inspection.assumedTransferSyntaxUid());
    }
    Inspection.Pixels pixels = inspection.pixels();
    if (pixels != null) {
      row(text, "pixels", pixels.dtype() + " " + pixels.shape());
      row(text, "sha256", pixels.sha256());
    } else if (inspection.ok()) {
      row(text, "pixels", "none");
    }
    for (Map.Entry<String, String> attribute : inspection.attributes().entrySet()) {
      row(text, attribute.getKey(), attribute.getValue());
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-26s %s%n", name, printable(value)));
  }

  /** Without control and format characters, which could steer a terminal, and not endless. */
  private static String printable(String value) {
    String safe = value.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    int end = Math.min(safe.length(), LONGEST_VALUE);
    return end == safe.length() ? safe : safe.substring(0, end) + "...";
  }
}
