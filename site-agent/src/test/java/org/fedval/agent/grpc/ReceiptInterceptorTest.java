package org.fedval.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.EgressReceipt.About;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptInterceptorTest {
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});
  private static final Sha256Digest SESSION = Sha256Digest.hash(new byte[] {2});

  @TempDir private Path folder;

  private FakeCoordinator coordinator;
  private CoordinatorClient client;
  private Path file;

  @BeforeEach
  void open() throws Exception {
    coordinator = new FakeCoordinator(new byte[10]);
    file = folder.resolve("receipts").resolve("receipts.log");
    client =
        coordinator.client(
            new ReceiptInterceptor(
                new ReceiptLog(file, Clock.systemUTC()),
                sid ->
                    sid.equals(SESSION)
                        ? Optional.of(new About(STUDY, "slot-0", SESSION))
                        : Optional.empty()));
  }

  @AfterEach
  void close() {
    client.close();
    coordinator.close();
  }

  @Test
  void a_vector_has_a_receipt_over_its_own_bytes() throws Exception {
    byte[] vector = {1, 2, 3, 4};

    client.upload(SESSION, vector);

    List<EgressReceipt> receipts = ReceiptLog.check(file).entries();
    assertThat(receipts)
        .extracting(EgressReceipt::type)
        .containsExactly("UPLOAD_STATE", "PUT_CHUNK");
    assertThat(receipts.get(1).bytes()).isEqualTo(4);
    assertThat(receipts.get(1).sha256()).isEqualTo(Sha256Digest.hash(vector));
    assertThat(receipts.get(1).about()).isEqualTo(new About(STUDY, "slot-0", SESSION));
  }

  @Test
  void a_phase_has_a_receipt_each_time_it_changes() throws Exception {
    client.reportPhase(SitePhaseName.WAITING);
    client.reportPhase(SitePhaseName.WAITING);
    client.reportPhase(SitePhaseName.DONE);

    assertThat(ReceiptLog.check(file).entries()).hasSize(2);
    assertThat(coordinator.phases()).hasSize(3);
  }

  @Test
  void a_denial_names_its_study() throws Exception {
    client.submit(new SiteMessage.StudyDenied(STUDY, "POLICY"), 0);

    EgressReceipt receipt = ReceiptLog.check(file).entries().get(0);
    assertThat(receipt.type()).isEqualTo("DENIAL");
    assertThat(receipt.about().study()).isEqualTo(STUDY);
  }

  @Test
  void what_cannot_be_written_down_is_not_sent() throws Exception {
    Files.createDirectories(file);

    assertThatThrownBy(() -> client.submit(new SiteMessage.StudyDenied(STUDY, "POLICY"), 0))
        .isInstanceOf(StatusRuntimeException.class);
    assertThatThrownBy(() -> client.upload(SESSION, new byte[4]))
        .isInstanceOf(StatusRuntimeException.class);
    client.reportPhase(SitePhaseName.WAITING);
    client.reportPhase(SitePhaseName.WAITING);
    assertThatThrownBy(() -> client.listen("test", i -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("so nothing is sent");

    assertThat(coordinator.submitted()).isZero();
    assertThat(coordinator.phases()).isEmpty();
    assertThat(coordinator.uploaded()).isEqualTo(ByteString.EMPTY);
  }
}
