package org.fedval.cli.demo.synthetic;

import java.util.List;
import org.fedval.agent.dicom.TransferSyntax;

/**
 * What makes one hospital differ from the next.
 *
 * @param title for Institution Name
 * @param nodulePrevalence share of patients, 0 to 1
 * @param effusionPrevalence share of patients, 0 to 1
 * @param apShare share of images taken in AP, 0 to 1
 * @param difficulty about 1; larger is fainter and smaller
 * @param bandTilt how much older (positive) or younger the patients are, in patients a band
 * @param looks the machines in use; which makers exist where decides which can be reported
 * @param syntax how files are stored
 * @param modality DX or CR
 * @param extension of the file names, empty for none
 */
record HospitalProfile(
    String title,
    double nodulePrevalence,
    double effusionPrevalence,
    double apShare,
    double difficulty,
    int bandTilt,
    List<FilmLook> looks,
    TransferSyntax syntax,
    String modality,
    String extension) {

  private static final HospitalProfile UNIVERSITY =
      new HospitalProfile(
          "Synthetic University Hospital",
          0.38,
          0.36,
          0.45,
          1.0,
          0,
          List.of(FilmLook.CORVANE, FilmLook.BOREALIS),
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          "DX",
          ".dcm");
  private static final HospitalProfile OUTPATIENT =
      new HospitalProfile(
          "Synthetic Outpatient Clinic",
          0.30,
          0.26,
          0.15,
          1.12,
          -1,
          List.of(FilmLook.CORVANE, FilmLook.CORVANE, FilmLook.BOREALIS),
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          "DX",
          "");
  private static final HospitalProfile INTENSIVE_CARE =
      new HospitalProfile(
          "Synthetic Intensive Care Centre",
          0.28,
          0.48,
          0.80,
          0.95,
          1,
          List.of(FilmLook.CORVANE, FilmLook.TESSALINE),
          TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
          "CR",
          ".dcm");

  /** The profile of hospital {@code site}, 1-based. From the fourth on there are two kinds. */
  static HospitalProfile of(int site) {
    return switch (site) {
      case 1 -> UNIVERSITY;
      case 2 -> OUTPATIENT;
      case 3 -> INTENSIVE_CARE;
      default -> district(site);
    };
  }

  private static HospitalProfile district(int site) {
    boolean even = site % 2 == 0;
    return new HospitalProfile(
        "Synthetic District Hospital " + site,
        0.26 + 0.02 * (site % 5),
        0.42 - 0.02 * (site % 7),
        even ? 0.35 : 0.6,
        0.96 + 0.03 * (site % 4),
        0,
        even ? List.of(FilmLook.CORVANE) : List.of(FilmLook.CORVANE, FilmLook.LUMENRAY),
        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
        even ? "DX" : "CR",
        even ? "" : ".dcm");
  }
}
