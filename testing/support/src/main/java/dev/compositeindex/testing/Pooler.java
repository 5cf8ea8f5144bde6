package dev.compositeindex.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A small pooler between clients and a server that trusts them, as PgBouncer is: it names processes of its own, and gives a
 * client a session of the server's for as long as it stays, or for each transaction.
 */
public final class Pooler implements AutoCloseable {

    private static final int VERSION_3 = 196_608;
    private static final int SSL = 80_877_103;
    private static final int GSS = 80_877_104;

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Deque<Link> free = new ArrayDeque<>();
    private final AtomicInteger processes = new AtomicInteger(1_000_000);
    private final PGSimpleDataSource database;
    private final boolean shares;

    private Pooler(PGSimpleDataSource database, boolean shares) throws IOException {
        this.database = database;
        this.shares = shares;
        OwnThread.run(this::accept);
    }

    /** One that keeps a session for each client. */
    public static Pooler ofSessions(PGSimpleDataSource database) throws IOException {
        return new Pooler(database, false);
    }

    /** One that shares sessions, from transaction to transaction. */
    public static Pooler ofTransactions(PGSimpleDataSource database) throws IOException {
        return new Pooler(database, true);
    }

    /** The same database, through this pooler. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setUrl(database.getUrl());
        through.setUser(database.getUser());
        through.setServerNames(new String[] {entrance.getInetAddress().getHostAddress()});
        through.setPortNumbers(new int[] {entrance.getLocalPort()});
        // Prepared statements belong to a session.
        through.setPrepareThreshold(0);
        return through;
    }

    private void accept() throws IOException {
        while (true) {
            Link client = new Link(entrance.accept());
            OwnThread.run(() -> serve(client));
        }
    }

    private void serve(Link client) throws IOException {
        if (!client.readStartup()) {
            return;
        }
        Link session = take();
        client.send('R', new byte[4]);
        for (byte[] status : session.greeting) {
            client.out.write(status);
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        DataOutputStream numbers = new DataOutputStream(key);
        numbers.writeInt(processes.incrementAndGet());
        numbers.writeInt(7);
        client.send('K', key.toByteArray());
        client.send('Z', new byte[] {'I'});
        client.out.flush();
        if (shares) {
            give(session);
            session = null;
        }
        while (true) {
            int type = client.in.read();
            if (type < 0 || type == 'X') {
                break;
            }
            if (session == null) {
                session = take();
            }
            session.pass(type, client);
            if (type == 'Q' || type == 'S') {
                session.out.flush();
                if (answer(session, client) && shares) {
                    give(session);
                    session = null;
                }
            }
        }
        if (session != null) {
            session.socket.close();
        }
    }

    /** Passes on what the server says; whether no transaction is open afterwards. */
    private static boolean answer(Link session, Link client) throws IOException {
        while (true) {
            int type = session.in.read();
            if (type < 0) {
                throw new IOException("the server has ended the session");
            }
            byte[] body = client.pass(type, session);
            if (type == 'Z') {
                client.out.flush();
                return body[0] == 'I';
            }
        }
    }

    private Link take() throws IOException {
        synchronized (free) {
            // The one that was used last, as PgBouncer does.
            Link link = free.pollLast();
            if (link != null) {
                return link;
            }
        }
        Link link = new Link(new Socket("localhost", database.getPortNumbers()[0]));
        link.begin(database.getUser(), String.valueOf(database.getDatabaseName()));
        return link;
    }

    private void give(Link session) {
        synchronized (free) {
            free.addLast(session);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One side. */
    private final class Link {

        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private final List<byte[]> greeting = new CopyOnWriteArrayList<>();

        Link(Socket socket) throws IOException {
            this.socket = socket;
            sockets.add(socket);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
        }

        /** False if the client wants no session, but to cancel something. */
        boolean readStartup() throws IOException {
            while (true) {
                int length = in.readInt();
                int code = in.readInt();
                in.readNBytes(length - 8);
                if (code != SSL && code != GSS) {
                    return code == VERSION_3;
                }
                out.write('N');
                out.flush();
            }
        }

        /** As a client of the server's. */
        void begin(String user, String name) throws IOException {
            byte[] parameters = ("user\0" + user + "\0database\0" + name + "\0\0").getBytes(StandardCharsets.UTF_8);
            out.writeInt(parameters.length + 8);
            out.writeInt(VERSION_3);
            out.write(parameters);
            out.flush();
            while (true) {
                int type = in.read();
                byte[] message = read(type);
                if (type == 'S') {
                    greeting.add(message);
                } else if (type == 'Z') {
                    return;
                } else if (type != 'R' && type != 'K') {
                    throw new IOException("the server refuses: " + new String(message, StandardCharsets.UTF_8));
                }
            }
        }

        /** Passes a message on to this side; its body. */
        byte[] pass(int type, Link from) throws IOException {
            byte[] message = from.read(type);
            out.write(message);
            byte[] body = new byte[message.length - 5];
            System.arraycopy(message, 5, body, 0, body.length);
            return body;
        }

        void send(char type, byte[] body) throws IOException {
            out.write(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }

        private byte[] read(int type) throws IOException {
            int length = in.readInt();
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            DataOutputStream written = new DataOutputStream(message);
            written.write(type);
            written.writeInt(length);
            written.write(in.readNBytes(length - 4));
            return message.toByteArray();
        }
    }
}
