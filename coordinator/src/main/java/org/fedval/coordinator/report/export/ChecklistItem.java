package org.fedval.coordinator.report.export;

/**
 * A line of a reporting checklist, answered from the report.
 *
 * @param number as the guideline numbers it, or as {@link Guideline#numbering} says
 * @param topic what it asks for, in words of this project
 * @param where section of {@code report.html} as its anchor; empty where authors must write
 * @param note what stands there, or what is left to write
 */
record ChecklistItem(String number, String topic, Answer answer, String where, String note) {

  /** How far the report answers an item. */
  enum Answer {
    REPORTED("Reported"),
    PARTLY("Partly"),
    AUTHORS("For the authors");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
