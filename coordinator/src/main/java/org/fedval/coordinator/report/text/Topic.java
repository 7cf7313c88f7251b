package org.fedval.coordinator.report.text;

/** What a number is about, in the order of the report. */
public enum Topic {
  DISCRIMINATION("Discrimination"),
  OPERATING_POINTS("Operating points"),
  CALIBRATION("Calibration"),
  CLINICAL_USE("Clinical use"),
  SUBGROUPS("Subgroups"),
  SITES("Between hospitals"),
  COMPARISON("Comparison of two scores"),
  AUDITS("Audits and sensitivity analyses");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
