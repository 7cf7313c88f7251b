package org.fedval.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.CreateTokenReply;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.EnrolledSite;
import org.fedval.proto.v1.GetReportReply;
import org.fedval.proto.v1.GetReportRequest;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.proto.v1.GetRosterRequest;
import org.fedval.proto.v1.ListSitesReply;
import org.fedval.proto.v1.ListSitesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.PublishRosterReply;
import org.fedval.proto.v1.PublishRosterRequest;
import org.fedval.proto.v1.Refusal;
import org.fedval.proto.v1.Report;
import org.fedval.proto.v1.SiteStatus;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.StudyStatus;
import org.fedval.proto.v1.WatchStudyRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {
  private static final Refusal NO =
      Refusal.newBuilder().setCode("NO").setSentence("Not now; ask the operator.").build();

  @TempDir private Path folder;

  private Server server;
  private VendorClient vendor;
  private OperatorClient operator;

  @BeforeEach
  void start() throws Exception {
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .addService(new Studies())
            .addService(new Operators())
            .build()
            .start();
    vendor = new VendorClient(InProcessChannelBuilder.forName(name).build());
    operator = new OperatorClient(InProcessChannelBuilder.forName(name).build());
  }

  @AfterEach
  void stop() {
    vendor.close();
    operator.close();
    server.shutdownNow();
  }

  @Test
  void a_study_is_watched_to_its_last_state() throws Exception {
    List<VendorClient.Status> seen = new ArrayList<>();

    VendorClient.Status last = vendor.watch(Sha256Digest.ZERO, seen::add);

    assertThat(seen).extracting(VendorClient.Status::state).containsExactly("GATE", "PUBLISHED");
    assertThat(seen.get(0).sites())
        .containsExactly(new VendorClient.Status.SitePhase("a", "running the cohort"));
    assertThat(last).isEqualTo(seen.get(1));
  }

  @Test
  void a_report_arrives_byte_for_byte() throws Exception {
    VendorClient.Report report = vendor.report(Sha256Digest.ZERO);

    assertThat(report.json()).containsExactly(1, 2);
    assertThat(report.html()).containsExactly(3);
  }

  @Test
  void a_refusal_comes_in_the_coordinators_sentence() {
    assertThatThrownBy(() -> vendor.roster())
        .isInstanceOf(RefusedException.class)
        .hasMessage("Not now; ask the operator.");
    assertThatThrownBy(() -> operator.publishRoster("r"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Not now; ask the operator.");
    assertThatThrownBy(() -> operator.createToken("b")).hasMessage("Not now; ask the operator.");
  }

  @Test
  void an_operator_gets_tokens_and_sees_who_is_enrolled() throws Exception {
    assertThat(operator.createToken("a")).isEqualTo("a-token");
    assertThat(operator.sites())
        .containsExactly(new OperatorClient.Site("a", "Hospital A", "AAAA BBBB"));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, cannot be reached",
    "DEADLINE_EXCEEDED, did not answer in time",
    "PERMISSION_DENIED, does not allow this with these credentials",
    "UNAUTHENTICATED, does not allow this with these credentials",
    "INTERNAL, The coordinator answered: INTERNAL."
  })
  void a_failed_call_is_told_in_words(Status.Code code, String words) {
    assertThat(RefusedException.of(code.toStatus().asRuntimeException()))
        .hasMessageContaining(words)
        .message()
        .doesNotContain("null");
  }

  @Test
  void a_coordinator_is_named_by_host_and_port() {
    assertThatThrownBy(() -> new Credentials(folder).connect("fedval.example"))
        .hasMessage("--coordinator must be HOST:PORT, such as fedval.example:7443.");
    assertThatThrownBy(() -> new Credentials(folder.resolve("none")).connect("h:1"))
        .hasMessageContaining("is not a folder; the operator hands one out.");
  }

  private static <T> void answer(StreamObserver<T> reply, T message) {
    reply.onNext(message);
    reply.onCompleted();
  }

  private static final class Studies extends StudyServiceGrpc.StudyServiceImplBase {
    @Override
    public void watchStudy(WatchStudyRequest request, StreamObserver<StudyStatus> reply) {
      reply.onNext(
          StudyStatus.newBuilder()
              .setState("GATE")
              .addSites(SiteStatus.newBuilder().setSiteId("a").setPhase("running the cohort"))
              .build());
      answer(reply, StudyStatus.newBuilder().setState("PUBLISHED").build());
    }

    @Override
    public void getReport(GetReportRequest request, StreamObserver<GetReportReply> reply) {
      answer(
          reply,
          GetReportReply.newBuilder()
              .setReport(
                  Report.newBuilder()
                      .setJson(ByteString.copyFrom(new byte[] {1, 2}))
                      .setSig(ByteString.copyFrom(new byte[] {4}))
                      .setHtml(ByteString.copyFrom(new byte[] {3})))
              .build());
    }

    @Override
    public void getRoster(GetRosterRequest request, StreamObserver<GetRosterReply> reply) {
      answer(reply, GetRosterReply.newBuilder().setRefused(NO).build());
    }
  }

  private static final class Operators extends OperatorServiceGrpc.OperatorServiceImplBase {
    @Override
    public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenReply> reply) {
      CreateTokenReply.Builder token = CreateTokenReply.newBuilder();
      answer(
          reply,
          request.getSiteId().equals("a")
              ? token.setToken("a-token").build()
              : token.setRefused(NO).build());
    }

    @Override
    public void publishRoster(
        PublishRosterRequest request, StreamObserver<PublishRosterReply> reply) {
      answer(reply, PublishRosterReply.newBuilder().setRefused(NO).build());
    }

    @Override
    public void listSites(ListSitesRequest request, StreamObserver<ListSitesReply> reply) {
      answer(
          reply,
          ListSitesReply.newBuilder()
              .addSites(
                  EnrolledSite.newBuilder()
                      .setSiteId("a")
                      .setOrganisation("Hospital A")
                      .setFingerprint("AAAA BBBB"))
              .build());
    }
  }
}
