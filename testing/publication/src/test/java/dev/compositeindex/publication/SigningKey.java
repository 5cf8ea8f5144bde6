package dev.compositeindex.publication;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** A key for one run of the test; it is written nowhere. */
final class SigningKey {
    private final PGPSecretKeyRing ring;

    private SigningKey(PGPSecretKeyRing ring) {
        this.ring = ring;
    }

    static SigningKey generate() throws GeneralSecurityException, PGPException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        PGPKeyPair pair = new JcaPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.RSA_GENERAL, generator.generateKeyPair(), new Date());
        PGPDigestCalculator checksums = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
        return new SigningKey(new PGPKeyRingGenerator(
                        PGPSignature.POSITIVE_CERTIFICATION,
                        pair,
                        "A dry run <nobody@example.org>",
                        checksums,
                        null,
                        null,
                        new JcaPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
                        null)
                .generateSecretKeyRing());
    }

    /** As {@code gpg --export-secret-keys --armor} prints one. */
    String armored() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armored = new ArmoredOutputStream(bytes)) {
            ring.encode(armored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    /** Whether the signature beside a file is one of this file, by this key. */
    boolean signed(Path file) throws IOException, PGPException {
        Path asc = file.resolveSibling(file.getFileName() + ".asc");
        try (ArmoredInputStream armored = new ArmoredInputStream(Files.newInputStream(asc))) {
            PGPSignature signature = ((PGPSignatureList) new BcPGPObjectFactory(armored).nextObject()).get(0);
            signature.init(new BcPGPContentVerifierBuilderProvider(), ring.getPublicKey());
            signature.update(Files.readAllBytes(file));
            return signature.verify();
        }
    }
}
