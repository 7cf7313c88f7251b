package org.fedval.agent.dicom;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ages in completed years, and the local dates they come from (PS3.5 section 6.2, AS and DA). */
final class PatientAge {
  private static final Pattern AGE = Pattern.compile("(\\d{1,3})([YMWD])");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final int OLDEST = 150;

  private PatientAge() {}

  /**
   * Patient's Age (0010,1010); where that is absent or malformed, the years from Patient's Birth
   * Date (0010,0030) to Study Date (0008,0020). Empty when neither says, or outside 0 to 150.
   */
  static OptionalInt inYears(DataSet dataSet) {
    OptionalInt stated = dataSet.text(Tag.PATIENT_AGE).map(PatientAge::parse).orElse(none());
    if (stated.isPresent()) {
      return stated;
    }
    Optional<LocalDate> birth = date(dataSet, Tag.PATIENT_BIRTH_DATE);
    Optional<LocalDate> study = date(dataSet, Tag.STUDY_DATE);
    if (birth.isEmpty() || study.isEmpty()) {
      return none();
    }
    int years = Period.between(birth.get(), study.get()).getYears();
    boolean backwards = study.get().isBefore(birth.get());
    return backwards || years > OLDEST ? none() : OptionalInt.of(years);
  }

  /** A day without zone; the form with dots of ACR-NEMA is read too. */
  static Optional<LocalDate> date(DataSet dataSet, Tag tag) {
    try {
      return dataSet.text(tag).map(text -> LocalDate.parse(text.replace(".", ""), DATE));
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  private static OptionalInt parse(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      return none();
    }
    int number = Integer.parseInt(age.group(1));
    int years =
        switch (age.group(2)) {
          case "Y" -> number;
          case "M" -> number / 12;
          case "W" -> (int) (number * 7 / 365.25);
          default -> (int) (number / 365.25);
        };
    return years > OLDEST ? none() : OptionalInt.of(years);
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }
}
