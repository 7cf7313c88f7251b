package org.fedval.agent.dicom;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ages in completed years, local dates and times (PS3.5 section 6.2, AS, DA and TM). */
final class PatientAge {
  private static final Pattern AGE = Pattern.compile("(\\d{1,3})([YMWD])");
  private static final Pattern TIME =
      Pattern.compile("([01]\\d|2[0-3])(?::?([0-5]\\d)(?::?([0-5]\\d|60)(?:\\.\\d{1,6})?)?)?");
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

  /**
   * A time of day to the second, without zone; absent minutes and seconds are 0, and the form with
   * colons of ACR-NEMA is read too.
   */
  static Optional<LocalTime> time(DataSet dataSet, Tag tag) {
    return dataSet.text(tag).map(TIME::matcher).filter(Matcher::matches).map(PatientAge::time);
  }

  private static LocalTime time(Matcher parts) {
    int second = Math.min(59, number(parts.group(3))); // 60 is a leap second
    return LocalTime.of(number(parts.group(1)), number(parts.group(2)), second);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
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
