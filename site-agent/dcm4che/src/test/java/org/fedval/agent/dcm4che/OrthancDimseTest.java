package org.fedval.agent.dcm4che;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceContract;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dimse.DimseSettings;
import org.fedval.agent.support.RealOrthanc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** C-ECHO, C-FIND and C-GET against a real archive. */
@Timeout(120)
class OrthancDimseTest extends DicomSourceContract {
  private static final RetryRule QUICK =
      new RetryRule(2, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(60));

  @TempDir private Path folder;

  private final List<RealOrthanc> started = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RealOrthanc orthanc : started) {
      orthanc.close();
    }
  }

  @Test
  void an_echo_is_answered() throws Exception {
    new Messages(settings(filled(List.of()), StudyFilter.ALL)).echo();
  }

  @Override
  protected DicomSource sourceOf(List<byte[]> files) throws Exception {
    return source(filled(files), StudyFilter.ALL);
  }

  @Override
  protected DicomSource oneUnreadableAmong(byte[] first, byte[] second) throws Exception {
    RealOrthanc orthanc = filled(List.of(first, file(2), second));
    orthanc.damage(uid(2));
    return source(orthanc, StudyFilter.ALL);
  }

  @Test
  void dates_choose_studies() throws Exception {
    StudyFilter dates = new StudyFilter(null, "2024-01-02", "2024-01-02", null);

    org.assertj.core.api.Assertions.assertThat(objects(source(filled(files()), dates))).hasSize(2);
  }

  protected DimseSettings settings(RealOrthanc orthanc, StudyFilter filter) {
    return new DimseSettings(
        "127.0.0.1",
        orthanc.dicomPort(),
        RealOrthanc.TITLE,
        "FEDVAL",
        "get",
        null,
        null,
        null,
        null,
        null,
        10,
        null,
        null,
        null,
        filter);
  }

  private RealOrthanc filled(List<byte[]> files) throws Exception {
    RealOrthanc orthanc =
        RealOrthanc.in(Files.createDirectory(folder.resolve("orthanc" + started.size())));
    started.add(orthanc);
    orthanc.storeBytes(files);
    return orthanc;
  }

  private DicomSource source(RealOrthanc orthanc, StudyFilter filter) throws Exception {
    return new DimseSource(
        new DimseArchive(new Messages(settings(orthanc, filter)), QUICK, sentence -> {}),
        filter,
        null);
  }
}
