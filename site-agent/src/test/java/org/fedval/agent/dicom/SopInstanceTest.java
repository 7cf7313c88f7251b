package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SopInstanceTest {
  private static SopInstance read(DataSetBuilder attributes) throws DicomFault {
    return SopInstance.of(
        new Part10Reader(ReaderLimits.STANDARD)
            .readAttributes(SampleImages.bytes(attributes.build())));
  }

  private static @Nullable Integer age(String stated, String birth, String study)
      throws DicomFault {
    return read(SampleImages.image("2.25.1")
            .text(Tag.PATIENT_AGE, stated)
            .text(Tag.PATIENT_BIRTH_DATE, birth)
            .text(Tag.STUDY_DATE, study))
        .ageYears();
  }

  @Test
  void attributes_come_typed_and_trimmed() throws DicomFault {
    SopInstance instance =
        read(
            SampleImages.image("2.25.77")
                .text(Tag.PATIENT_SEX, "F ")
                .text(Tag.VIEW_POSITION, "PA")
                .text(Tag.MANUFACTURER, " Radwell Medical ")
                .text(Tag.STUDY_DATE, "20240229")
                .decimal(Tag.KVP, 117.5));

    assertThat(instance.sopInstanceUid()).isEqualTo("2.25.77");
    assertThat(instance.sex()).isEqualTo("F");
    assertThat(instance.viewPosition()).isEqualTo("PA");
    assertThat(instance.manufacturer()).isEqualTo("Radwell Medical");
    assertThat(instance.studyDate()).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(instance.kvp()).isEqualTo(117.5);
    assertThat(instance.transferSyntaxUid()).isEqualTo("1.2.840.10008.1.2.1");
  }

  @Test
  void absent_attributes_are_null() throws DicomFault {
    SopInstance instance = read(SampleImages.image("2.25.77").text(Tag.PATIENT_SEX, ""));

    assertThat(instance.sex()).isNull();
    assertThat(instance.ageYears()).isNull();
    assertThat(instance.kvp()).isNull();
    assertThat(instance.studyDate()).isNull();
  }

  @Test
  void the_stated_age_counts_first_in_completed_years() throws DicomFault {
    assertThat(age("052Y", "19000101", "20240601")).isEqualTo(52);
    assertThat(age("023M", "", "")).isEqualTo(1);
    assertThat(age("051W", "", "")).isZero();
    assertThat(age("366D", "", "")).isEqualTo(1);
    assertThat(age("000D", "", "")).isZero();
  }

  @Test
  void without_a_usable_age_the_birth_date_gives_it() throws DicomFault {
    assertThat(age("", "19640602", "20240601")).isEqualTo(59);
    assertThat(age("old", "19640601", "20240601")).isEqualTo(60);
    assertThat(age("", "1964.06.01", "20240601")).isEqualTo(60);
    assertThat(age("", "20250101", "20240601")).isNull();
    assertThat(age("", "18000101", "20240601")).isNull();
    assertThat(age("", "19640631", "20240601")).isNull();
    assertThat(age("999Y", "", "20240601")).isNull();
  }

  @Test
  void a_uid_with_other_characters_is_refused() {
    DataSetBuilder hostile = SampleImages.image("../../tmp/x");

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> read(hostile));

    assertThat(fault.reason()).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void its_text_form_holds_no_patient_data() throws DicomFault {
    assertThat(read(SampleImages.image("2.25.77"))).hasToString("SopInstance");
  }
}
