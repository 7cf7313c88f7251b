package org.fedval.agent.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.support.HospitalCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveTlsTest {
  @TempDir private Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private HospitalCertificates archive;
  private HospitalCertificates agent;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    archive = new HospitalCertificates(folder, "archive", "ip:127.0.0.1");
    agent = new HospitalCertificates(folder, "agent", "dns:agent.example");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(archive.serverFor(agent)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void ask(String host, HospitalCertificates own, Path trust) throws Exception {
    DicomWebSource.open(
            new DicomWebSettings(
                "https://" + host + ":" + server.getAddress().getPort() + "/rs",
                null,
                null,
                null,
                own == null ? null : own.keyFile,
                own == null ? null : own.chainFile,
                trust,
                null,
                null,
                null,
                1,
                null,
                null,
                null),
            null,
            sentence -> {})
        .forEach(object -> {});
  }

  @Test
  void a_client_certificate_and_a_trust_file_open_an_archive() throws Exception {
    ask("127.0.0.1", agent, archive.chainFile);

    assertThat(asked).hasPositiveValue();
  }

  @Test
  void an_archive_that_is_not_in_the_trust_file_is_told_nothing() {
    assertThatThrownBy(() -> ask("127.0.0.1", agent, agent.chainFile))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("TLS handshake");
    assertThatThrownBy(() -> ask("127.0.0.1", agent, null))
        .isInstanceOf(DicomSourceException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_certificate_of_another_name_is_told_nothing() {
    assertThatThrownBy(() -> ask("localhost", agent, archive.chainFile))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("TLS handshake");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_key_that_others_may_read_is_not_used() throws Exception {
    Files.setPosixFilePermissions(agent.keyFile, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> ask("127.0.0.1", agent, archive.chainFile))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("chmod 600");
  }
}
