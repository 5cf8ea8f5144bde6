package dev.compositeindex.oracle.entities;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;

/** Inheritance strategies. */
/*indexes of Animal*/
@Entity
@Table(name = "animalRow")
@DiscriminatorColumn(name = "animalKind")
class Animal {
    @Id
    Long animalId;

    String animalName;
}

/*indexes of Dog*/
@Entity
class Dog extends Animal {
    String barkText;

    @ManyToOne
    Dog bestFriend;
}

/*indexes of Puppy*/
@Entity
class Puppy extends Dog {
    @Column(name = "puppyToy")
    String toy;
}

/*indexes of Person*/
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
class Person {
    @Id
    @Column(name = "personKey")
    Long personId;

    String fullName;

    @ManyToOne
    Person friend;
}

/*indexes of Student*/
@Entity
class Student extends Person {
    String studyText;
}

@MappedSuperclass
abstract class Employed extends Person {
    String employedBy;
}

/*indexes of Teacher*/
@Entity
@Table(name = "teacherRow")
@PrimaryKeyJoinColumn(name = "teacherKey")
class Teacher extends Employed {
    String subjectName;

    @ManyToOne
    Student favourite;
}

/*indexes of Professor*/
@Entity
class Professor extends Teacher {
    String chairName;

    @ManyToOne
    Teacher assistant;
}

/*indexes of Shape*/
@Entity
@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
class Shape {
    @Id
    Long shapeId;

    String shapeName;
}

/*indexes of Circle*/
@Entity
class Circle extends Shape {
    int radiusLength;

    @ManyToOne
    Shape inside;
}

/*indexes of Ring*/
@Entity
@Table(name = "ringRow")
class Ring extends Circle {
    int innerRadius;
}

@MappedSuperclass
class Numbered {
    @Id
    Long numberedId;

    int serialNumber;
}

/*indexes of Device*/
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
class Device extends Numbered {
    String deviceName;
}

/*indexes of Phone*/
@Entity
class Phone extends Device {
    String phoneNumber;
}

/*indexes of Vehicle*/
@Entity
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@SecondaryTable(name = "vehicleText")
class Vehicle {
    @Id
    Long vehicleId;

    String plate;

    @Column(table = "vehicleText")
    String describedAs;
}

/*indexes of Truck*/
@Entity
class Truck extends Vehicle {
    int loadWeight;
}
