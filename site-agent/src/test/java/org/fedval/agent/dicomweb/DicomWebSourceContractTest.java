package org.fedval.agent.dicomweb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceContract;
import org.fedval.agent.dicom.RetryRule;
import org.junit.jupiter.api.AfterEach;

class DicomWebSourceContractTest extends DicomSourceContract {
  private static final RetryRule QUICK =
      new RetryRule(2, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofSeconds(20));

  private final List<StandInArchive> archives = new ArrayList<>();

  @AfterEach
  void close() {
    archives.forEach(StandInArchive::close);
  }

  @Override
  protected DicomSource sourceOf(List<byte[]> files) throws Exception {
    return DicomWebSource.open(
        DicomWebSettings.of(archive(files).url()), null, sentence -> {}, QUICK);
  }

  @Override
  protected DicomSource oneUnreadableAmong(byte[] first, byte[] second) throws Exception {
    StandInArchive archive = archive(List.of(first, file(2), second));
    archive.habit(path -> path.contains(uid(2)), exchange -> StandInArchive.status(exchange, 500));
    return DicomWebSource.open(DicomWebSettings.of(archive.url()), null, sentence -> {}, QUICK);
  }

  private StandInArchive archive(List<byte[]> files) throws Exception {
    StandInArchive archive = new StandInArchive(files);
    archives.add(archive);
    return archive;
  }
}
