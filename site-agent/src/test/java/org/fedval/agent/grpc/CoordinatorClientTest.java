package org.fedval.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.ConfigException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.StudyEnded;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorClientTest {
  @TempDir private Path folder;

  private final byte[] bundle = new byte[100_000];
  private FakeCoordinator coordinator;
  private CoordinatorClient client;
  private Path target;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(bundle);
    coordinator = new FakeCoordinator(bundle);
    client = coordinator.client();
    target = folder.resolve("bundles").resolve("b.fvb");
  }

  @AfterEach
  void stop() {
    client.close();
    coordinator.close();
  }

  @Test
  void a_broken_download_goes_on_where_it_stopped() throws Exception {
    coordinator.breakDownloadsAt(40_000, 70_000);

    client.fetchBundle(Sha256Digest.hash(bundle), bundle.length, target);

    assertThat(target).hasBinaryContent(bundle);
    assertThat(coordinator.offsets()).containsExactly(0L, 40_000L, 70_000L);
    assertThat(target.getParent()).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
  }

  @Test
  void a_download_that_ends_early_goes_on_too() throws Exception {
    coordinator.endDownloadsAt(0, 99_999);

    client.fetchBundle(Sha256Digest.hash(bundle), bundle.length, target);

    assertThat(target).hasBinaryContent(bundle);
    assertThat(coordinator.offsets()).containsExactly(0L, 0L, 99_999L);
  }

  @Test
  void another_bundle_than_announced_is_removed() {
    assertThatThrownBy(() -> client.fetchBundle(Sha256Digest.ZERO, bundle.length, target))
        .isInstanceOf(IOException.class)
        .hasMessage("The downloaded bundle is not the one that the study names; it was removed.");
    assertThat(target.getParent()).isEmptyDirectory();
  }

  @Test
  void more_bytes_than_announced_are_not_stored() {
    assertThatThrownBy(
            () -> client.fetchBundle(Sha256Digest.hash(bundle), bundle.length - 1, target))
        .hasMessage("The coordinator sent more bytes than the bundle has.");
    assertThat(target).doesNotExist();
  }

  @Test
  void a_site_that_may_not_fetch_hears_so_at_once() {
    coordinator.failNext(Status.PERMISSION_DENIED);

    assertThatThrownBy(() -> client.fetchBundle(Sha256Digest.hash(bundle), bundle.length, target))
        .isInstanceOf(StatusRuntimeException.class);
  }

  @Test
  void a_vector_goes_up_in_pieces_of_one_mebibyte() throws Exception {
    byte[] vector = new byte[2 * 1024 * 1024 + 5];
    new Random(2).nextBytes(vector);

    SubmitOutcome outcome = client.upload(Sha256Digest.ZERO, vector);

    assertThat(outcome).isEqualTo(SubmitOutcome.accepted());
    assertThat(coordinator.uploaded()).isEqualTo(ByteString.copyFrom(vector));
    assertThat(coordinator.pieces()).containsExactly(1 << 20, 1 << 20, 5);
  }

  @Test
  void an_upload_goes_on_where_an_earlier_one_stopped() throws Exception {
    byte[] vector = new byte[3 * 1024 * 1024];
    Arrays.fill(vector, (byte) 7);
    coordinator.holds(ByteString.copyFrom(vector, 0, 1_500_000));

    assertThat(client.upload(Sha256Digest.ZERO, vector)).isEqualTo(SubmitOutcome.accepted());

    assertThat(coordinator.uploaded()).isEqualTo(ByteString.copyFrom(vector));
    assertThat(coordinator.pieceOffsets()).startsWith(1_500_000L);
  }

  @Test
  void a_refused_piece_ends_the_upload() throws Exception {
    coordinator.refuseNextPiece();

    assertThat(client.upload(Sha256Digest.ZERO, new byte[3 * 1024 * 1024]))
        .isEqualTo(SubmitOutcome.refused("VECTOR_GAP", "A gap."));
    assertThat(coordinator.pieces()).hasSize(1);
  }

  @Test
  void a_step_is_sent_again_while_the_coordinator_is_away() throws Exception {
    coordinator.failNext(Status.UNAVAILABLE);
    SiteMessage denied = new SiteMessage.StudyDenied(Sha256Digest.ZERO, "POLICY");

    assertThat(client.submit(denied, SigInput.OUTSIDE)).isEqualTo(SubmitOutcome.accepted());
    assertThat(coordinator.submitted()).isEqualTo(2);
  }

  @Test
  void a_sign_of_life_that_fails_is_passed_over() {
    coordinator.failNext(Status.UNAVAILABLE);

    client.reportPhase(SitePhaseName.WAITING);
    for (SitePhaseName phase : SitePhaseName.values()) {
      client.reportPhase(phase);
    }

    assertThat(coordinator.phases()).hasSize(SitePhaseName.values().length);
  }

  @Test
  void a_stream_that_a_stopping_coordinator_resets_is_opened_again() throws Exception {
    coordinator.say(ended("first"), Status.CANCELLED);
    coordinator.say(ended("second"), Status.UNAVAILABLE);
    coordinator.say(ended("third"), Status.OK);

    assertThat(heard(3)).containsExactly("first", "second", "third");
  }

  @Test
  void a_directive_that_cannot_be_read_is_passed_over() throws Exception {
    coordinator.say(Directive.getDefaultInstance(), Status.OK);
    coordinator.say(ended("after it"), Status.OK);

    assertThat(heard(1)).containsExactly("after it");
  }

  private List<String> heard(int count) throws Exception {
    List<String> sentences = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(count);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread listener =
        new Thread(
            () -> {
              try {
                client.listen(
                    "test",
                    i -> {
                      sentences.add(((SiteInstruction.StudyEnded) i).sentence());
                      all.countDown();
                    });
              } catch (InterruptedException e) {
                stopped.countDown();
              } catch (ConfigException e) {
                throw new AssertionError("The coordinator admits this site.", e);
              }
            });
    listener.start();
    assertThat(all.await(20, TimeUnit.SECONDS)).as("heard " + sentences).isTrue();
    listener.interrupt();
    assertThat(stopped.await(10, TimeUnit.SECONDS)).as("an interrupt ends it").isTrue();
    return sentences;
  }

  private static Directive ended(String sentence) {
    return Directive.newBuilder()
        .setEnded(
            StudyEnded.newBuilder()
                .setStudy(ByteString.copyFrom(new byte[32]))
                .setSentence(sentence))
        .build();
  }
}
