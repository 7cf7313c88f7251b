package org.fedval.agent.dicomweb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceContract;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.support.RealOrthanc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class OrthancContractTest extends DicomSourceContract {
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

  @Override
  protected DicomSource sourceOf(List<byte[]> files) throws Exception {
    return source(filled(files));
  }

  @Override
  protected DicomSource oneUnreadableAmong(byte[] first, byte[] second) throws Exception {
    RealOrthanc orthanc = filled(List.of(first, file(2), second));
    orthanc.damage(uid(2));
    return source(orthanc);
  }

  private RealOrthanc filled(List<byte[]> files) throws Exception {
    RealOrthanc orthanc =
        RealOrthanc.in(Files.createDirectory(folder.resolve("orthanc" + started.size())));
    started.add(orthanc);
    orthanc.storeBytes(files);
    return orthanc;
  }

  private DicomSource source(RealOrthanc orthanc) throws Exception {
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
            2,
            null,
            null,
            null,
            null,
            null),
        null,
        sentence -> {},
        QUICK);
  }
}
