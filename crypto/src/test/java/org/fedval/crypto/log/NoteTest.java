package org.fedval.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class NoteTest {
  /** The example of the Go package sumdb/note. */
  private static final String TEXT =
      "If you think cryptography is the answer to your problem,\n"
          + "then you don't know what your problem is.\n";

  private static final String NOTE =
      TEXT
          + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
          + "gKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  private static final String VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final byte[] SEED =
      Base64.getDecoder().decode("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=");

  /** A checkpoint of a public log with the cosignature of a public witness. */
  private static final String PUBLIC =
      "arche2025h1.staging.ct.transparency.dev\n"
          + "1432088532\n"
          + "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
          + "\u2014 arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLf"
          + "QFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n"
          + "\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27l"
          + "efwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
          + "\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI"
          + "+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n";

  private static final String PUBLIC_LOG =
      "arche2025h1.staging.ct.transparency.dev+ba2f06c0"
          + "+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
  private static final String PUBLIC_WITNESS =
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

  @Test
  void the_published_note_is_read_verified_and_written_again() {
    SignedNote note = SignedNote.parse(NOTE);
    NoteKey key = NoteKey.parse(VKEY);

    assertThat(note.text()).isEqualTo(TEXT);
    assertThat(note.render()).isEqualTo(NOTE);
    assertThat(key.signed(note)).isTrue();
    assertThat(key.vkey()).isEqualTo(VKEY);
    SigningKey signer = SigningKey.fromSeed(SecretBytes.copyOf(SEED));
    assertThat(new SignedNote(TEXT, List.of(key.sign(TEXT, signer))).render()).isEqualTo(NOTE);
  }

  @Test
  void the_published_checkpoint_and_its_cosignature_verify() {
    NoteKey log = NoteKey.parse(PUBLIC_LOG);
    NoteKey witness = NoteKey.parse(PUBLIC_WITNESS);

    SignedCheckpoint checkpoint = SignedCheckpoint.verified(PUBLIC, log);

    assertThat(checkpoint.checkpoint().size()).isEqualTo(1_432_088_532L);
    assertThat(checkpoint.render()).isEqualTo(PUBLIC);
    assertThat(witness.cosignedAt(SignedNote.parse(PUBLIC))).hasValue(0x6A122120L);
  }

  @Test
  void a_changed_checkpoint_is_refused() {
    NoteKey log = NoteKey.parse(PUBLIC_LOG);
    NoteKey witness = NoteKey.parse(PUBLIC_WITNESS);
    String changed = PUBLIC.replace("1432088532", "1432088533");

    assertThatThrownBy(() -> SignedCheckpoint.verified(changed, log))
        .isInstanceOf(MalformedBody.class);
    assertThat(witness.signed(SignedNote.parse(changed))).isFalse();
    assertThatThrownBy(() -> SignedCheckpoint.verified(PUBLIC, witness))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void one_wrong_line_of_a_known_key_spoils_the_note() {
    SigningKey key = SigningKey.fromSeed(SecretBytes.copyOf(new byte[32]));
    NoteKey log = NoteKey.log("fedval/c", key.verifyingKey());
    SignedNote note = new SignedNote("a\n", List.of(log.sign("a\n", key)));

    assertThat(log.signed(note)).isTrue();
    assertThat(log.signed(note.with(log.sign("b\n", key)))).isFalse();
  }

  @Test
  void a_log_signature_and_a_cosignature_of_one_key_never_stand_for_each_other() {
    SigningKey key = SigningKey.fromSeed(SecretBytes.copyOf(new byte[32]));
    NoteKey log = NoteKey.log("x", key.verifyingKey());
    NoteKey witness = new NoteKey("x", NoteKey.Kind.WITNESS, key.verifyingKey());

    assertThat(log.keyId()).isNotEqualTo(witness.keyId());
    assertThatThrownBy(() -> SigInput.note("cosignature/v1\ntime 1\nx\n"))
        .isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> SigInput.note("fedval/v1/sig\0\n")).isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> witness.sign("a\n", key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void malformed_notes_are_refused() {
    for (String bad :
        List.of(
            "",
            "\n",
            TEXT,
            NOTE.substring(0, NOTE.length() - 1),
            NOTE + "x\n",
            NOTE.replace("\u2014", "-"),
            NOTE.replace("nAM=", "nAM"),
            NOTE.replace("nAM=", "nAN="),
            NOTE.replace("PeterNeumann", "Peter+Neumann"),
            NOTE.replace("problem,", "problem,\r"),
            TEXT + "\n\u2014 name eA==\n")) {
      assertThatThrownBy(() -> SignedNote.parse(bad)).as(bad).isInstanceOf(MalformedBody.class);
    }
  }

  @Test
  void malformed_checkpoints_are_refused() {
    String root = "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=";
    assertThat(Checkpoint.parse("o\n7\n" + root + "\n").text()).isEqualTo("o\n7\n" + root + "\n");
    for (String bad :
        List.of(
            "o\n07\n" + root + "\n",
            "o\n-7\n" + root + "\n",
            "o\n+7\n" + root + "\n",
            "o\n99999999999999999999\n" + root + "\n",
            "o\n0\n" + root + "\n",
            "\n7\n" + root + "\n",
            "o o\n7\n" + root + "\n",
            "o\n7\n" + root,
            "o\n7\n" + root + "\nextension\n",
            "o\n7\nAAAA\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(bad)).as(bad).isInstanceOf(MalformedBody.class);
    }
  }

  @Test
  void a_mutated_note_is_refused_or_kept_exactly() {
    long seed = 99;
    java.util.Random random = new java.util.Random(seed);
    for (int round = 0; round < 5000; round++) {
      StringBuilder note = new StringBuilder(round % 2 == 0 ? NOTE : PUBLIC);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(note.length());
        char with = "\n +=\u2014A0\r\u00e9".charAt(random.nextInt(9));
        if (random.nextBoolean()) {
          note.setCharAt(at, with);
        } else {
          note.insert(at, with);
        }
      }
      try {
        assertThat(SignedNote.parse(note.toString()).render())
            .as("seed %d round %d", seed, round)
            .isEqualTo(note.toString());
      } catch (MalformedBody e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }
}
