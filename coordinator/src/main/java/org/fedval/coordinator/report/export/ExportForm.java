package org.fedval.coordinator.report.export;

/** A form in which a published report can be had besides {@code report.json}. */
public enum ExportForm {
  /** Every row list as a CSV table, in one zip file. */
  CSV("csv", "application/zip", "report-tables.zip"),
  /** A FHIR R4 MeasureReport in JSON. */
  FHIR("fhir", "application/fhir+json", "report-fhir.json"),
  /** The reporting checklists as a page. */
  CHECKLIST("checklist", "text/html; charset=utf-8", "report-checklist.html"),
  /** The same as a table. */
  CHECKLIST_CSV("checklist-csv", "text/csv; charset=utf-8", "report-checklist.csv"),
  /** The self-contained page. */
  HTML("html", "text/html; charset=utf-8", "report.html");

  private final String word;
  private final String mediaType;
  private final String fileName;

  ExportForm(String word, String mediaType, String fileName) {
    this.word = word;
    this.mediaType = mediaType;
    this.fileName = fileName;
  }

  /** As addresses and command lines name it. */
  public String word() {
    return word;
  }

  public String mediaType() {
    return mediaType;
  }

  /** For a download. */
  public String fileName() {
    return fileName;
  }
}
