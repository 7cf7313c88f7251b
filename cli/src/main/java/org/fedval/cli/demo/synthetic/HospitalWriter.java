package org.fedval.cli.demo.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.TransferSyntax;
import org.fedval.cli.demo.synthetic.RadiographFile.Identity;
import org.fedval.cli.demo.synthetic.SyntheticHospitals.Summary;

/** Writes the files of one hospital, and a few that a careful reader must refuse. */
final class HospitalWriter {
  /** Images without a row in the labels. */
  private static final int UNLABELLED = 4;

  private final Path folder;
  private final int site;
  private final HospitalProfile profile;
  private final List<SyntheticPatient> patients;
  private final SplittableRandom random;
  private final StringBuilder labels =
      new StringBuilder("sop_instance_uid,patient_id,nodule,effusion\n");
  private int labelledImages;

  HospitalWriter(Path folder, int site, int sites, long seed) {
    SplittableRandom own = new SplittableRandom(seed * 1_000_003 + 100L * site + sites);
    this.folder = folder;
    this.site = site;
    this.profile = HospitalProfile.of(site);
    this.patients = CohortPlan.of(site, sites, profile, own.nextLong());
    this.random = own.split();
  }

  Summary write() throws IOException {
    for (SyntheticPatient patient : patients) {
      int images = random.nextInt(8) == 0 ? 2 : 1;
      for (int image = 1; image <= images; image++) {
        Drawn drawn = draw(patient, image);
        writeFile(place(drawn.identity), drawn.file);
        addLabels(patient, drawn.identity);
        labelledImages++;
      }
    }
    writeUnwanted();
    Files.writeString(folder.resolve("labels.csv"), labels, UTF_8);
    return new Summary(1, labelledImages, patients.size());
  }

  private record Drawn(Identity identity, byte[] file) {}

  private Drawn draw(SyntheticPatient patient, int image) throws IOException {
    return draw(patient, image, profile.syntax());
  }

  private Drawn draw(SyntheticPatient patient, int image, TransferSyntax syntax)
      throws IOException {
    Identity identity = identity(patient, image);
    Plane picture =
        SyntheticRadiograph.draw(
            patient,
            identity.ap(),
            profile.difficulty(),
            new SplittableRandom(patient.seed()),
            random.split());
    ByteArrayOutputStream file = new ByteArrayOutputStream(2 * picture.values.length + 4096);
    Part10Writer.write(file, syntax, RadiographFile.of(picture, patient, identity, profile));
    return new Drawn(identity, file.toByteArray());
  }

  private Identity identity(SyntheticPatient patient, int image) {
    String name = "S%dP%04d".formatted(site, patient.number());
    boolean ap = random.nextDouble() < profile.apShare();
    return new Identity(uid(), uid(), uid(), "SYN-" + name, name, image, ap);
  }

  /** A random UUID as a UID (PS3.5 annex B.2, version 4). */
  private String uid() {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return "2.25." + new BigInteger(Long.toHexString(high) + Long.toHexString(low), 16);
  }

  private Path place(Identity identity) {
    return folder.resolve(
        "dicom/%s/%s/image%d%s"
            .formatted(
                profile.modality(),
                identity.patientId(),
                identity.imageNumber(),
                profile.extension()));
  }

  private void addLabels(SyntheticPatient patient, Identity identity) {
    labels
        .append(identity.sopInstanceUid())
        .append(',')
        .append(identity.patientId())
        .append(',')
        .append(patient.noduleLabel())
        .append(',')
        .append(patient.effusionLabel())
        .append('\n');
  }

  private void writeUnwanted() throws IOException {
    Path dicom = folder.resolve("dicom");
    for (int i = 1; i <= UNLABELLED; i++) {
      Drawn unlabelled = draw(extra(i), 1);
      writeFile(place(unlabelled.identity), unlabelled.file);
    }
    Drawn cut = draw(extra(UNLABELLED + 1), 1);
    writeFile(dicom.resolve("broken/cut-off"), Arrays.copyOf(cut.file, cut.file.length * 3 / 5));
    SyntheticPatient compressed = extra(UNLABELLED + 2);
    Drawn plain = draw(compressed, 1, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    writeFile(place(plain.identity), calledRle(plain.file));
    addLabels(compressed, plain.identity);
    Drawn twice = draw(patients.get(0), 3);
    writeFile(place(twice.identity), twice.file);
    addLabels(patients.get(0), twice.identity);
    labelledImages++;
    writeFile(dicom.resolve("resent/once-more"), twice.file);
    writeFile(
        dicom.resolve("broken/readme.txt"),
        "Exported for the validation study.\n".getBytes(US_ASCII));
  }

  /** A person outside the plan. */
  private SyntheticPatient extra(int index) {
    SyntheticPatient like = patients.get(index);
    return new SyntheticPatient(
        patients.size() + index,
        like.female(),
        like.age(),
        like.drawnAge(),
        like.nodule(),
        like.effusion(),
        like.look(),
        like.seed() + 1);
  }

  /** Names RLE in the file meta information, where the two UIDs differ in their last digit. */
  private static byte[] calledRle(byte[] file) {
    byte[] plain = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid().getBytes(US_ASCII);
    byte[] changed = file.clone();
    int at = 0;
    while (!Arrays.equals(changed, at, at + plain.length, plain, 0, plain.length)) {
      at++;
    }
    byte[] rle = TransferSyntax.RLE_LOSSLESS.uid().getBytes(US_ASCII);
    System.arraycopy(rle, 0, changed, at, rle.length);
    return changed;
  }

  private static void writeFile(Path path, byte[] content) throws IOException {
    Files.createDirectories(path.getParent());
    Files.write(path, content);
  }
}
