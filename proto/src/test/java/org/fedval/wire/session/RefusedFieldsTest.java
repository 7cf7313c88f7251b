package org.fedval.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.proto.v1.AdvertiseSetNotice;
import org.fedval.proto.v1.DealtShare;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.IndexedBytes;
import org.fedval.proto.v1.MaskedUpload;
import org.fedval.proto.v1.RosterNotice;
import org.fedval.proto.v1.ShareDeliveryNotice;
import org.fedval.proto.v1.ShareKeysUpload;
import org.fedval.proto.v1.SignedBlob;
import org.fedval.proto.v1.SiteMessage;
import org.fedval.proto.v1.StudyDenial;
import org.fedval.proto.v1.StudyEnded;
import org.fedval.proto.v1.StudyOffer;
import org.junit.jupiter.api.Test;

class RefusedFieldsTest {
  private static final int TOO_LARGE_ROW = 256 * 1024 + 1;

  @Test
  void a_body_has_a_byte_at_least_and_a_limit() {
    refused(
        () -> roster(SignedBlob.newBuilder().setSig(zeros(64))),
        "A signed body has 1 byte to 16 MiB.");
    refused(
        () ->
            roster(SignedBlob.newBuilder().setBody(zeros(16 * 1024 * 1024 + 1)).setSig(zeros(64))),
        "A signed body has 1 byte to 16 MiB.");
  }

  @Test
  void a_signature_has_64_bytes() {
    for (int length : new int[] {0, 63, 65}) {
      refused(
          () -> roster(SignedBlob.newBuilder().setBody(zeros(1)).setSig(zeros(length))),
          "A signature has 64 bytes.");
      refused(
          () -> read(Directive.newBuilder().setStudy(offer().setOwnerSig(zeros(length)))),
          "A signature has 64 bytes.");
      refused(
          () -> read(Directive.newBuilder().setStudy(offer().setManifestCountersig(zeros(length)))),
          "A signature has 64 bytes.");
    }
  }

  @Test
  void a_digest_has_32_bytes() {
    for (int length : new int[] {0, 31, 33}) {
      refused(
          () ->
              read(
                  Directive.newBuilder().setEnded(StudyEnded.newBuilder().setStudy(zeros(length)))),
          "A digest has 32 bytes.");
      refused(
          () -> read(SiteMessage.newBuilder().setSession(zeros(length)).setVote(blob())),
          "A digest has 32 bytes.");
    }
  }

  @Test
  void fields_longer_than_their_limit_are_refused() {
    String sentence = "A field is longer than its limit.";

    refused(
        () -> read(Directive.newBuilder().setStudy(offer().setPlanYaml(zeros(256 * 1024 + 1)))),
        sentence);
    refused(
        () -> read(Directive.newBuilder().setStudy(offer().setDescription(zeros(64 * 1024 + 1)))),
        sentence);
    refused(() -> read(advertises(index(0, TOO_LARGE_ROW))), sentence);
    refused(() -> read(shares(share(0, TOO_LARGE_ROW))), sentence);
    refused(() -> read(rows(index(0, TOO_LARGE_ROW))), sentence);
    refused(
        () ->
            read(
                step()
                    .setMasked(
                        MaskedUpload.newBuilder()
                            .setManifest(blob())
                            .setConfirmList(zeros(64 * 1024 + 1)))),
        sentence);
  }

  @Test
  void an_index_stands_once() {
    String sentence = "An index stands twice.";

    refused(() -> read(advertises(index(3, 1), index(3, 1))), sentence);
    refused(() -> read(shares(share(3, 1), share(3, 1))), sentence);
    refused(() -> read(rows(index(3, 1), index(3, 1))), sentence);
  }

  @Test
  void an_index_is_one_of_a_roster() {
    String sentence = "An index is beyond any roster.";

    for (int beyond : new int[] {-1, 2000, 0xFFFF}) {
      refused(() -> read(advertises(index(beyond, 1))), sentence);
      refused(() -> read(shares(share(beyond, 1))), sentence);
      refused(() -> read(rows(index(beyond, 1))), sentence);
    }
  }

  @Test
  void a_message_without_a_known_branch_is_of_a_newer_version() {
    refused(
        () -> read(Directive.newBuilder()), "A directive of a newer version; update this agent.");
    refused(
        () -> read(SiteMessage.newBuilder()),
        "A message of a newer version; update this coordinator.");
  }

  @Test
  void a_denial_code_is_1_to_64_capitals() {
    for (String code : new String[] {"", "policy", "POLICY 1", "A".repeat(65)}) {
      refused(
          () ->
              read(
                  SiteMessage.newBuilder()
                      .setDenial(StudyDenial.newBuilder().setStudy(zeros(32)).setCode(code))),
          "A denial code is 1 to 64 capitals.");
    }
  }

  private static void refused(ThrowingCallable reading, String sentence) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, reading);
    assertThat(refused).as(sentence).isNotNull();
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).isEqualTo(sentence);
  }

  private static void roster(SignedBlob.Builder blob) {
    read(Directive.newBuilder().setRoster(RosterNotice.newBuilder().setRoster(blob)));
  }

  private static SiteInstruction read(Directive.Builder directive) {
    return SiteInstructionWire.fromProto(directive.build());
  }

  private static org.fedval.wire.session.SiteMessage read(SiteMessage.Builder message) {
    return SiteMessageWire.fromProto(message.build());
  }

  private static StudyOffer.Builder offer() {
    return StudyOffer.newBuilder()
        .setDefinition(blob())
        .setOwnerSig(zeros(64))
        .setManifest(blob())
        .setManifestCountersig(zeros(64));
  }

  private static SiteMessage.Builder step() {
    return SiteMessage.newBuilder().setSession(zeros(32));
  }

  private static Directive.Builder advertises(IndexedBytes... bodies) {
    AdvertiseSetNotice.Builder set = AdvertiseSetNotice.newBuilder().setSet(blob());
    for (IndexedBytes body : bodies) {
      set.addAdvertises(body);
    }
    return Directive.newBuilder().setSession(zeros(32)).setAdvertiseSet(set);
  }

  private static Directive.Builder shares(DealtShare... dealt) {
    ShareDeliveryNotice.Builder notice = ShareDeliveryNotice.newBuilder().setDelivery(blob());
    for (DealtShare share : dealt) {
      notice.addShares(share);
    }
    return Directive.newBuilder().setSession(zeros(32)).setShareDelivery(notice);
  }

  private static SiteMessage.Builder rows(IndexedBytes... rows) {
    ShareKeysUpload.Builder upload = ShareKeysUpload.newBuilder().setShareKeys(blob());
    for (IndexedBytes row : rows) {
      upload.addRows(row);
    }
    return step().setShareKeys(upload);
  }

  private static IndexedBytes index(int index, int length) {
    return IndexedBytes.newBuilder().setIndex(index).setBody(zeros(length)).build();
  }

  private static DealtShare share(int dealer, int length) {
    return DealtShare.newBuilder()
        .setShareKeys(blob().toBuilder().setSigner(dealer))
        .setRow(zeros(length))
        .build();
  }

  private static SignedBlob blob() {
    return SignedBlob.newBuilder().setBody(zeros(10)).setSig(zeros(64)).build();
  }

  private static ByteString zeros(int length) {
    return ByteString.copyFrom(new byte[length]);
  }
}
