package org.fedval.agent.dcm4che;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dimse.DimseProvider;
import org.fedval.agent.dimse.DimseSettings;
import org.fedval.agent.support.HospitalCertificates;
import org.fedval.agent.support.RealOrthanc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** DIMSE over TLS with certificates on both sides, against a real archive. */
@Timeout(120)
class OrthancTlsTest {
  @TempDir private Path folder;

  @Test
  void both_sides_show_certificates_and_a_wrong_one_opens_nothing() throws Exception {
    HospitalCertificates archive = new HospitalCertificates(folder, "archive", "ip:127.0.0.1");
    HospitalCertificates agent = new HospitalCertificates(folder, "agent", "ip:127.0.0.1");
    HospitalCertificates stranger = new HospitalCertificates(folder, "stranger", "ip:127.0.0.1");
    String tls =
        """
        ,
          "DicomTlsEnabled": true, "DicomTlsCertificate": "%s", "DicomTlsPrivateKey": "%s",
          "DicomTlsTrustedCertificates": "%s", "DicomTlsRemoteCertificateRequired": true
        """
            .formatted(archive.chainFile, archive.keyFile, agent.chainFile);
    try (RealOrthanc orthanc =
        RealOrthanc.in(Files.createDirectory(folder.resolve("orthanc")), tls)) {
      orthanc.upload(
          List.of(
              SampleImages.bytes(
                  SampleImages.image("2.25.3")
                      .text(Tag.STUDY_INSTANCE_UID, "2.25.1")
                      .text(Tag.SERIES_INSTANCE_UID, "2.25.2")
                      .build())));
      List<DicomObject> objects = new ArrayList<>();

      DimseProvider.ofThisBuild()
          .open(settings(orthanc, agent, archive.chainFile), null, sentence -> {})
          .forEach(objects::add);

      assertThat(objects).hasSize(1);
      assertThat(objects.get(0).read().modality()).isEqualTo("DX");
      assertThat(objects.get(0).pixels().rows()).isEqualTo(2);
      assertThatThrownBy(() -> new Messages(settings(orthanc, stranger, archive.chainFile)).echo())
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new Messages(settings(orthanc, agent, agent.chainFile)).echo())
          .isInstanceOf(IOException.class);
    }
  }

  private static DimseSettings settings(RealOrthanc orthanc, HospitalCertificates own, Path trust) {
    return new DimseSettings(
        "127.0.0.1",
        orthanc.dicomPort(),
        RealOrthanc.TITLE,
        "FEDVAL",
        null,
        null,
        own.keyFile,
        own.chainFile,
        trust,
        null,
        10,
        null,
        null,
        null,
        null);
  }
}
