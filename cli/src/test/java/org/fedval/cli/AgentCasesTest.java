package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cases.CaseBinding;
import org.fedval.agent.cases.CaseJournal;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.cases.JournaledPass;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;
import org.fedval.agent.run.CohortFeed;
import org.fedval.agent.run.Progress;
import org.fedval.agent.run.UnscoredRun;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCasesTest {
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});

  @TempDir private Path folder;

  private Path home;

  @BeforeEach
  void counted() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data/ward"));
    image(data.resolve("1.dcm"), true);
    image(data.resolve("2.dcm"), false);
    Files.write(data.resolve("we\u001b[2Jird\n.txt"), new byte[10]);
    Path labels = folder.resolve("labels.csv");
    Files.writeString(labels, "sop_instance_uid,patient_id,dark\n2.25.10,P-1,1\n2.25.11,P-1,0\n");
    AgentHome agent = new AgentHome(folder.resolve("home"));
    agent.prepare();
    home = agent.root();
    SecureRandom random = new SecureRandom();
    CaseJournals journals =
        new CaseJournals(agent.cases(), HomeVault.open(agent, random), new LocalDisk(), random);
    CaseBinding binding =
        new CaseBinding(STUDY, "cxr-1", 1, List.of(), List.of("dark"), "none", "test", 16, 1);
    CohortFeed feed =
        new CohortFeed(
            new CohortReader(
                new FolderSource(folder.resolve("data")),
                ReferenceStandard.read(labels, List.of("dark")),
                CohortRule.ANY,
                new SubgroupLevels(List.of())));
    try (CaseJournal journal = journals.begin(binding, sentence -> {})) {
      JournaledPass pass = new JournaledPass(feed, journal);
      new UnscoredRun(1).run(pass.feed(), pass.sink(outcome -> {}), Progress.SILENT);
    }
  }

  @Test
  void every_image_stands_with_its_code_and_what_to_do_and_without_scores() {
    Fedval listed = Fedval.run("agent", "cases", "--home", home);

    assertThat(listed.exit()).as(listed.err()).isZero();
    assertThat(listed.out().lines())
        .containsExactly(
            "2.25.10  scored",
            "2.25.11  ward/2.dcm  pixel data damaged or not a single-frame grayscale image (code"
                + " PIXEL_DECODE). Export the image again; it needs one undamaged grayscale frame"
                + " that is read in time.",
            "ward/we?[2Jird?.txt  not a DICOM file (code NOT_DICOM). Move files that are no DICOM"
                + " images out of the data folder.",
            "cxr-1: 1 images scored, 2 excluded.");
  }

  @Test
  void only_the_excluded_ones_as_lines_of_json() throws Exception {
    Fedval listed =
        Fedval.run(
            "agent", "cases", "--home", home, "--study", STUDY.hex(), "--excluded", "--json");

    List<JsonNode> lines = new ArrayList<>();
    for (String line : listed.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.path("reason").asText())
        .containsExactly("PIXEL_DECODE", "NOT_DICOM");
    assertThat(lines.get(0).path("sop_instance_uid").asText()).isEqualTo("2.25.11");
    assertThat(lines.get(0).has("scores")).isFalse();
    assertThat(lines.get(1).path("sop_instance_uid").isNull()).isTrue();
  }

  @Test
  void scores_are_printed_only_when_asked_for() {
    assertThat(Fedval.run("agent", "cases", "--home", home, "--json").out())
        .doesNotContain("scores");
    assertThat(Fedval.run("agent", "cases", "--home", home, "--json", "--scores").out())
        .contains("\"scores\":{\"dark\":0.0}");
  }

  @Test
  void an_unknown_study_and_an_empty_home_are_sentences() {
    Fedval unknown = Fedval.run("agent", "cases", "--home", home, "--study", "other");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("fedval: no cases of study other").hasLineCount(1);

    Fedval empty = Fedval.run("agent", "cases", "--home", folder.resolve("nothing"));
    assertThat(empty.exit()).isEqualTo(1);
    assertThat(empty.err()).startsWith("fedval: there are no cases in").hasLineCount(1);
    assertThat(folder.resolve("nothing")).as("no key was made there").doesNotExist();
  }

  /** An image, or the empty shell of one. */
  private static void image(Path file, boolean withPixels) throws Exception {
    var image =
        DataSet.builder()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
            .text(Tag.SOP_INSTANCE_UID, withPixels ? "2.25.10" : "2.25.11")
            .text(Tag.MODALITY, "DX")
            .integer(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .integer(Tag.ROWS, 1)
            .integer(Tag.COLUMNS, 2)
            .integer(Tag.BITS_ALLOCATED, 16)
            .integer(Tag.BITS_STORED, 12)
            .integer(Tag.HIGH_BIT, 11)
            .integer(Tag.PIXEL_REPRESENTATION, 0);
    if (withPixels) {
      image.pixels16(new short[] {1, 2});
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      Part10Writer.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image.build());
    }
  }
}
