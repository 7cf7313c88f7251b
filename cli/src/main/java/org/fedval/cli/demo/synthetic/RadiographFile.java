package org.fedval.cli.demo.synthetic;

import java.util.Locale;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.Tag;

/** Turns a picture and a patient into the data set of one radiograph. */
final class RadiographFile {
  private static final String DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1";
  private static final String COMPUTED_RADIOGRAPHY = "1.2.840.10008.5.1.4.1.1.1";
  private static final int STUDY_YEAR = 2026;

  private RadiographFile() {}

  /**
   * What identifies one image: UIDs in the {@code 2.25} form (PS3.5 annex B.2), and who and when.
   */
  record Identity(
      String sopInstanceUid,
      String studyInstanceUid,
      String seriesInstanceUid,
      String patientId,
      String canary,
      int imageNumber,
      boolean ap) {}

  static DataSet of(
      Plane picture, SyntheticPatient patient, Identity identity, HospitalProfile hospital) {
    FilmLook look = patient.look();
    boolean cr = hospital.modality().equals("CR");
    String date =
        "%04d%02d%02d".formatted(STUDY_YEAR, 1 + patient.number() % 9, identity.imageNumber());
    DataSetBuilder file =
        DataSet.builder()
            .text(Tag.SOP_CLASS_UID, cr ? COMPUTED_RADIOGRAPHY : DX_FOR_PRESENTATION)
            .text(Tag.SOP_INSTANCE_UID, identity.sopInstanceUid())
            .text(Tag.STUDY_INSTANCE_UID, identity.studyInstanceUid())
            .text(Tag.SERIES_INSTANCE_UID, identity.seriesInstanceUid())
            .text(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY")
            .text(Tag.STUDY_DATE, date)
            .text(Tag.STUDY_TIME, "%02d3000".formatted(7 + patient.number() % 12))
            .text(Tag.MODALITY, hospital.modality())
            .text(Tag.MANUFACTURER, look.maker())
            .text(Tag.MANUFACTURER_MODEL_NAME, look.model())
            .text(Tag.INSTITUTION_NAME, hospital.title())
            .text(Tag.REFERRING_PHYSICIAN_NAME, "CANARY-REF^" + identity.canary())
            .text(Tag.PATIENT_NAME, "CANARY-" + identity.canary() + "^SYNTHETIC")
            .text(Tag.PATIENT_ID, identity.patientId())
            .text(Tag.PATIENT_SEX, patient.female() ? "F" : "M")
            .text(Tag.BODY_PART_EXAMINED, "CHEST")
            .text(Tag.VIEW_POSITION, identity.ap() ? "AP" : "PA")
            .text(Tag.INSTANCE_NUMBER, Integer.toString(identity.imageNumber()))
            .text(Tag.IMAGE_COMMENTS, "Synthetic image. No patient exists.");
    patient
        .age()
        .ifPresent(
            years ->
                file.text(Tag.PATIENT_AGE, String.format(Locale.ROOT, "%03dY", years))
                    .text(Tag.PATIENT_BIRTH_DATE, (STUDY_YEAR - years) + "0101"));
    addPixels(file, picture, look);
    return file.build();
  }

  private static void addPixels(DataSetBuilder file, Plane picture, FilmLook look) {
    int range = (1 << look.bits()) - 1;
    int low = look.windowed() ? 200 : 0;
    int width = look.windowed() ? 3200 : range;
    file.integer(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, look.monochrome1() ? "MONOCHROME1" : "MONOCHROME2")
        .integer(Tag.ROWS, picture.rows)
        .integer(Tag.COLUMNS, picture.columns)
        .integer(Tag.BITS_ALLOCATED, look.bits() > 8 ? 16 : 8)
        .integer(Tag.BITS_STORED, look.bits())
        .integer(Tag.HIGH_BIT, look.bits() - 1)
        .integer(Tag.PIXEL_REPRESENTATION, 0)
        .text(Tag.PRESENTATION_LUT_SHAPE, look.monochrome1() ? "INVERSE" : "IDENTITY");
    if (look.windowed()) {
      file.decimal(Tag.WINDOW_CENTER, low + width / 2.0 + 0.5).decimal(Tag.WINDOW_WIDTH, width + 1);
    }
    short[] stored = new short[picture.values.length];
    for (int i = 0; i < stored.length; i++) {
      double white = Math.max(0, Math.min(1, picture.values[i]));
      double shown = look.monochrome1() ? 1 - white : white;
      stored[i] = (short) (low + Math.round(shown * width));
    }
    if (look.bits() > 8) {
      file.pixels16(stored);
      return;
    }
    byte[] bytes = new byte[stored.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) stored[i];
    }
    file.pixels8(bytes);
  }
}
