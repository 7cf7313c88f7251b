package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.cases.CaseBinding;
import org.fedval.agent.cases.CaseJournal;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicomweb.DicomWebSettings;
import org.fedval.agent.dicomweb.DicomWebSource;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.run.RunSettings;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.support.RealOrthanc;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A site's counters do not depend on whether its images lie in a folder or in a real archive. */
@Timeout(300)
class OrthancTest {
  private static final SecretBytes COHORT_KEY = SecretBytes.random(32, new SecureRandom());
  private static final byte[] DIGEST_KEY = new byte[32];

  @TempDir private Path folder;

  private OfferedStudy study;

  @BeforeEach
  void offer() throws Exception {
    study = new OfferedStudy(folder);
  }

  @Test
  void counters_through_dicomweb_are_those_through_files() throws Exception {
    Path site = synthetic(40);
    try (RealOrthanc orthanc = filled(site)) {
      CohortCounting.Counted files = count(new FolderSource(site), site);
      CohortCounting.Counted archive = count(source(orthanc, new ArrayList<>()), site);

      assertThat(archive.counts().units()).isDeepEqualTo(files.counts().units());
      assertThat(archive.quality()).isEqualTo(files.quality());
    }
  }

  @Test
  void an_archive_killed_and_started_again_in_the_middle_changes_nothing() throws Exception {
    Path site = synthetic(40);
    try (RealOrthanc orthanc = filled(site)) {
      CohortCounting.Counted undisturbed = count(source(orthanc, new ArrayList<>()), site);
      List<String> notices = new ArrayList<>();
      DicomSource source = source(orthanc, notices);
      int[] seen = {0};
      Thread[] back = new Thread[1];

      CohortCounting.Counted archive =
          count(
              consumer ->
                  source.forEach(
                      object -> {
                        if (++seen[0] == 13) {
                          back[0] = killAndStart(orthanc, notices);
                        }
                        consumer.accept(object);
                      }),
              site);
      back[0].join();

      assertThat(notices).isNotEmpty();
      assertThat(archive.counts().units()).isDeepEqualTo(undisturbed.counts().units());
      assertThat(archive.cohort().encode()).isEqualTo(undisturbed.cohort().encode());
      assertThat(archive.quality()).isEqualTo(undisturbed.quality());
    }
  }

  @Test
  void a_site_of_the_reference_data_counts_the_same() throws Exception {
    Path shared = SampleImages.shared("cxr/site-a");
    Path site = Files.createDirectories(folder.resolve("shared"));
    List<String> lines = Files.readAllLines(shared.resolve("labels.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    lines.set(0, lines.get(0).replace(header.get(header.indexOf("patient_id") + 1), "dark"));
    Files.write(site.resolve("labels.csv"), lines);
    copy(shared.resolve("dicom"), site.resolve("dicom"));
    try (RealOrthanc orthanc = filled(site)) {
      CohortCounting.Counted files = count(new FolderSource(site), site);
      CohortCounting.Counted archive = count(source(orthanc, new ArrayList<>()), site);

      assertThat(files.quality().quality().cases()).isGreaterThan(50);
      assertThat(archive.counts().units()).isDeepEqualTo(files.counts().units());
      assertThat(archive.quality()).isEqualTo(files.quality());
    }
  }

  /** The readable files in the order of an archive. */
  private static void copy(Path from, Path to) throws Exception {
    Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
    for (Path file : filesBelow(from)) {
      DataSet set = reader.readAttributes(file).dataSet();
      Path series =
          to.resolve(set.text(Tag.STUDY_INSTANCE_UID).orElseThrow())
              .resolve(set.text(Tag.SERIES_INSTANCE_UID).orElseThrow());
      Files.createDirectories(series);
      Files.copy(file, series.resolve(set.text(Tag.SOP_INSTANCE_UID).orElseThrow()));
    }
  }

  /** Keeps it away until the agent noticed. */
  private static Thread killAndStart(RealOrthanc orthanc, List<String> notices) {
    try {
      orthanc.kill();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Thread back =
        new Thread(
            () -> {
              try {
                while (notices.isEmpty()) {
                  Thread.sleep(20);
                }
                orthanc.start();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    back.start();
    return back;
  }

  private CohortCounting.Counted count(DicomSource source, Path site) throws Exception {
    try (LockedModel model = LockedModel.open(LockedBundle.read(study.plainFile), 1);
        CaseJournal journal = journal()) {
      return new CohortCounting(study.locked, model, null)
          .count(
              source,
              CohortFiles.of(site.resolve("labels.csv")),
              new RunSettings(2, 4, 4),
              DIGEST_KEY.clone(),
              COHORT_KEY,
              journal,
              (done, excluded) -> {});
    }
  }

  /** A new one: every pass begins with nothing. */
  private CaseJournal journal() throws Exception {
    CaseJournals journals = study.state().journals();
    journals.erase(study.locked.definition().hash());
    return journals.begin(
        new CaseBinding(
            study.locked.definition().hash(),
            "s-1",
            study.locked.definition().expires(),
            List.of(),
            study.locked.plan().findings(),
            "cpu",
            "test",
            4,
            1),
        sentence -> {});
  }

  private DicomSource source(RealOrthanc orthanc, List<String> notices) throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, RealOrthanc.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    return DicomWebSource.open(
        new DicomWebSettings(
            orthanc.url(),
            null,
            RealOrthanc.USER,
            password,
            null,
            null,
            null,
            null,
            7,
            null,
            null,
            5,
            null,
            null),
        null,
        notices::add);
  }

  private RealOrthanc filled(Path site) throws Exception {
    RealOrthanc orthanc = RealOrthanc.in(folder);
    orthanc.store(filesBelow(site.resolve("dicom")));
    assertThat(orthanc.size()).isEqualTo(filesBelow(site.resolve("dicom")).size());
    return orthanc;
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Images with labels, some without, some of another modality, one without pixels. */
  private Path synthetic(int images) throws Exception {
    Path site = folder.resolve("site");
    Files.createDirectories(site.resolve("dicom"));
    StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,dark\n");
    for (int n = 0; n < images; n++) {
      short grey = (short) (n * 97 % 4096);
      var image =
          SampleImages.image("2.25.777" + n)
              .text(Tag.STUDY_INSTANCE_UID, "2.25.555" + n / 3)
              .text(Tag.SERIES_INSTANCE_UID, "2.25.666" + n)
              .text(Tag.PATIENT_ID, "P-" + n / 2)
              .text(Tag.PATIENT_SEX, n / 2 % 3 == 0 ? "F" : "M")
              .text(Tag.PATIENT_AGE, "0" + (20 + n) + "Y")
              .text(Tag.MANUFACTURER, "Maker")
              .text(Tag.STUDY_DATE, "20240101")
              .pixels16(new short[] {grey, grey, 7, grey, 11, grey});
      if (n % 10 == 9) {
        image.text(Tag.MODALITY, "CT");
      }
      if (n == 5) {
        image.integer(Tag.BITS_ALLOCATED, 64); // Orthanc keeps it, no reader decodes it
      }
      // In the order of an archive, for some counters depend on the order of a patient's images.
      Path series = site.resolve("dicom/2.25.555" + n / 3 + "/2.25.666" + n);
      Files.createDirectories(series);
      Files.write(series.resolve("IM"), SampleImages.bytes(image.build()));
      if (n % 7 != 6) {
        labels.append("2.25.777" + n + ",P-" + n / 2 + "," + (grey < 2000 ? 1 : 0) + "\n");
      }
    }
    Files.writeString(site.resolve("labels.csv"), labels.toString());
    return site;
  }
}
